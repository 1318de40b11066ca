import { dark, light } from './colours';

/** Relative luminance of `#rrggbb`, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** `tone` at `share` over `ground`, as the soft fills of chips and strips are drawn. */
function tinted(tone: string, ground: string, share: number): string {
  const mix = (at: number) =>
    Math.round(
      parseInt(tone.slice(at, at + 2), 16) * share + parseInt(ground.slice(at, at + 2), 16) * (1 - share),
    );
  return `#${[1, 3, 5].map(at => mix(at).toString(16).padStart(2, '0')).join('')}`;
}

describe.each([
  ['light', light],
  ['dark', dark],
])('%s scheme', (_, scheme) => {
  const grounds = Object.values(scheme.background);
  const tones = ['primary', 'secondary', 'success', 'warning', 'error', 'info'] as const;

  test('text is readable on every ground', () => {
    const texts = [...Object.values(scheme.text), ...tones.map(tone => scheme[tone].main)];
    for (const text of texts)
      for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test('labels are readable on filled buttons, resting and hovered', () => {
    for (const tone of tones) {
      expect(contrast(scheme[tone].contrastText, scheme[tone].main)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(scheme[tone].contrastText, scheme[tone].dark)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('status words are readable on their own soft fill', () => {
    const words = [
      scheme.success.main,
      scheme.warning.main,
      scheme.error.main,
      scheme.info.main,
      scheme.text.secondary,
    ];
    for (const word of words) {
      expect(contrast(word, tinted(word, scheme.background.paper, 0.1))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('the frame and code keep their words readable', () => {
    const { bg, raised, line: _line, ...frameText } = scheme.frame;
    for (const text of Object.values(frameText)) {
      expect(contrast(text, bg)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, raised)).toBeGreaterThanOrEqual(4.5);
    }
    const { bg: codeGround, ...codeText } = scheme.code;
    for (const text of Object.values(codeText))
      expect(contrast(text, codeGround)).toBeGreaterThanOrEqual(4.5);
  });

  test('series and focus rings stand out from what they lie on', () => {
    for (const colour of [...Object.values(scheme.chart), scheme.focus]) {
      for (const ground of grounds) expect(contrast(colour, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
