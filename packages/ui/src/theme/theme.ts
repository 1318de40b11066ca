import { createTheme } from '@mui/material/styles';
import type {} from '@mui/material/themeCssVarsAugmentation';
import { dark, light } from './colours';
import { components } from './components';

type Widen<T> = { [K in keyof T]: T[K] extends string ? string : Widen<T[K]> };
type Extra = Widen<Pick<typeof light, 'frame' | 'chart' | 'code' | 'focus'>>;

declare module '@mui/material/styles' {
  interface Palette extends Extra {
    readonly netcrab?: never;
  }
  interface PaletteOptions extends Partial<Extra> {
    readonly netcrab?: never;
  }
  interface TypeBackground {
    /** Behind things that lie deeper than the page: wells, table heads, chart grounds. */
    sunken: string;
  }
}

/** The attribute of <html> that carries the scheme; set before first paint by the shell's early script. */
export const schemeAttribute = 'data-scheme';
export const schemeStorageKey = 'netcrab-scheme';

const systemFonts =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
export const monospaceFonts =
  'ui-monospace, "SF Mono", SFMono-Regular, Menlo, "Cascadia Code", Consolas, "Liberation Mono", monospace';

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: schemeAttribute },
  colorSchemes: { light: { palette: light }, dark: { palette: dark } },
  shape: { borderRadius: 8 },
  typography: {
    fontFamily: systemFonts,
    h1: { fontSize: '1.75rem', lineHeight: 1.2, fontWeight: 680, letterSpacing: '-0.018em' },
    h2: { fontSize: '1.1875rem', lineHeight: 1.3, fontWeight: 650, letterSpacing: '-0.01em' },
    h3: { fontSize: '1rem', lineHeight: 1.4, fontWeight: 640 },
    h4: { fontSize: '0.9375rem', lineHeight: 1.4, fontWeight: 640 },
    subtitle1: { fontSize: '1rem', lineHeight: 1.5 },
    body1: { fontSize: '0.9375rem', lineHeight: 1.6 },
    body2: { fontSize: '0.875rem', lineHeight: 1.5 },
    caption: { fontSize: '0.8125rem', lineHeight: 1.45 },
    overline: { fontSize: '0.75rem', lineHeight: 1.5, fontWeight: 650, letterSpacing: '0.06em' },
    button: { fontSize: '0.875rem', fontWeight: 600, textTransform: 'none', letterSpacing: 0 },
  },
  components,
});
