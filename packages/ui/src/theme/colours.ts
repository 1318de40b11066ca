/**
 * Every colour of the portal, once per scheme; nothing else in the workspace spells one out. Pairs used for text
 * keep at least 4.5:1 (WCAG AA), which `colours.test.ts` computes.
 */
export const light = {
  background: { default: '#F8F5EF', paper: '#FFFFFF', sunken: '#F1ECE2' },
  text: { primary: '#16233A', secondary: '#536079' },
  divider: '#E3DCCE',
  primary: { main: '#1B3A6B', light: '#34588F', dark: '#102748', contrastText: '#FFFFFF' },
  secondary: { main: '#BA3A22', light: '#D9624C', dark: '#942C19', contrastText: '#FFFFFF' },
  success: { main: '#1B6B41', light: '#2F8A59', dark: '#124B2D', contrastText: '#FFFFFF' },
  warning: { main: '#855300', light: '#A66B0B', dark: '#603B00', contrastText: '#FFFFFF' },
  error: { main: '#AE2219', light: '#C9473F', dark: '#85160F', contrastText: '#FFFFFF' },
  info: { main: '#1C5A9E', light: '#3B78BB', dark: '#124077', contrastText: '#FFFFFF' },
  frame: {
    bg: '#0F2240',
    raised: '#1A3158',
    line: '#26406B',
    text: '#EFE8DA',
    muted: '#AAB8D0',
    accent: '#FF9A7E',
  },
  chart: {
    one: '#24508F',
    two: '#BA3A22',
    three: '#1B7466',
    four: '#8F6200',
    five: '#6B4FA0',
    six: '#5B6B84',
  },
  code: {
    bg: '#0F2240',
    text: '#E8EDF6',
    comment: '#9AA9C4',
    keyword: '#FFA48B',
    string: '#9BDDB4',
    number: '#F2CB7A',
    name: '#9CC3FF',
  },
  focus: '#2563C9',
} as const;

export const dark = {
  background: { default: '#0B1424', paper: '#121E33', sunken: '#0E1829' },
  text: { primary: '#EDE7DB', secondary: '#AAB6C9' },
  divider: '#2A3954',
  primary: { main: '#A9C5F7', light: '#CADCFB', dark: '#84A9E8', contrastText: '#0B1424' },
  secondary: { main: '#FF9478', light: '#FFB5A1', dark: '#EE7253', contrastText: '#0B1424' },
  success: { main: '#7FD3A1', light: '#A5E2BD', dark: '#57B680', contrastText: '#0B1424' },
  warning: { main: '#F0C063', light: '#F6D594', dark: '#D3A13D', contrastText: '#0B1424' },
  error: { main: '#FFA29A', light: '#FFC2BC', dark: '#F07B71', contrastText: '#0B1424' },
  info: { main: '#8DBBFF', light: '#B4D2FF', dark: '#639DF0', contrastText: '#0B1424' },
  frame: {
    bg: '#081020',
    raised: '#16243D',
    line: '#203150',
    text: '#EFE8DA',
    muted: '#A3B1C9',
    accent: '#FF9A7E',
  },
  chart: {
    one: '#8DB4F5',
    two: '#FF9478',
    three: '#62C9B8',
    four: '#E5BC5E',
    five: '#BDA4F0',
    six: '#AAB6C9',
  },
  code: {
    bg: '#081020',
    text: '#E8EDF6',
    comment: '#9AA9C4',
    keyword: '#FFA48B',
    string: '#9BDDB4',
    number: '#F2CB7A',
    name: '#9CC3FF',
  },
  focus: '#8DBBFF',
} as const;

/** Series colours in the order charts use them. */
export const chartColours = ['one', 'two', 'three', 'four', 'five', 'six'] as const;

/** The CSS variable of the nth series, wrapping around. */
export const chartColour = (index: number): string =>
  `var(--mui-palette-chart-${chartColours[index % chartColours.length]})`;
