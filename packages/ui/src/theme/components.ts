import type { Components, Theme } from '@mui/material/styles';
import { RoutedLink } from './RoutedLink';

const focusRing = {
  outline: '2px solid var(--mui-palette-focus)',
  outlineOffset: 2,
};
const hairline = '1px solid var(--mui-palette-divider)';

/** How MUI's parts look here: flat, bordered, calm; one shadow for things that float. */
export const components: Components<Omit<Theme, 'components'>> = {
  MuiCssBaseline: {
    styleOverrides: {
      html: { scrollPaddingTop: 72, overflowX: 'clip' },
      body: {
        fontVariantNumeric: 'tabular-nums',
        fontFeatureSettings: '"tnum"',
        textRendering: 'optimizeLegibility',
        WebkitFontSmoothing: 'antialiased',
        overflowX: 'clip',
      },
      ':focus-visible': focusRing,
      'h1:focus, main:focus': { outline: 'none' },
      'h1, h2, h3': { textWrap: 'balance' },
      p: { textWrap: 'pretty' },
      '::selection': { backgroundColor: 'rgba(var(--mui-palette-secondary-mainChannel) / 0.25)' },
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '0.01ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    },
  },
  MuiButtonBase: {
    defaultProps: { LinkComponent: RoutedLink, disableRipple: true },
    styleOverrides: { root: { fontFamily: 'inherit', '&.Mui-focusVisible': focusRing } },
  },
  MuiLink: {
    defaultProps: { component: RoutedLink, underline: 'hover' },
    styleOverrides: {
      root: {
        fontWeight: 550,
        textUnderlineOffset: '0.18em',
        borderRadius: 3,
        'p &, li &': { textDecoration: 'underline' },
      },
    },
  },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: { minHeight: 38, paddingInline: 16, borderRadius: 8 },
      sizeSmall: { minHeight: 32, paddingInline: 12, fontSize: '0.8125rem' },
      sizeLarge: { minHeight: 46, paddingInline: 22, fontSize: '0.9375rem' },
      outlined: {
        borderColor: 'var(--mui-palette-divider)',
        backgroundColor: 'var(--mui-palette-background-paper)',
        '&:hover': { borderColor: 'currentColor' },
      },
    },
  },
  MuiIconButton: { styleOverrides: { root: { borderRadius: 8 } } },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: {
      root: { backgroundImage: 'none' },
      outlined: { borderColor: 'var(--mui-palette-divider)' },
    },
  },
  MuiCard: { defaultProps: { variant: 'outlined' }, styleOverrides: { root: { borderRadius: 12 } } },
  MuiDialog: {
    styleOverrides: {
      paper: { borderRadius: 14, border: hairline, boxShadow: '0 24px 64px rgba(8, 16, 32, 0.28)' },
    },
  },
  MuiDialogTitle: {
    styleOverrides: { root: { fontSize: '1.125rem', fontWeight: 650, paddingBlock: '20px 8px' } },
  },
  MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px' } } },
  MuiMenu: {
    styleOverrides: { paper: { border: hairline, boxShadow: '0 12px 32px rgba(8, 16, 32, 0.18)' } },
  },
  MuiMenuItem: {
    styleOverrides: { root: { minHeight: 38, fontSize: '0.875rem', borderRadius: 6, marginInline: 6 } },
  },
  MuiTooltip: {
    styleOverrides: {
      tooltip: {
        fontSize: '0.8125rem',
        backgroundColor: 'var(--mui-palette-frame-bg)',
        color: 'var(--mui-palette-frame-text)',
        border: '1px solid var(--mui-palette-frame-line)',
      },
    },
  },
  MuiChip: { styleOverrides: { root: { borderRadius: 7, fontWeight: 550 }, sizeSmall: { height: 26 } } },
  MuiTextField: { defaultProps: { size: 'small' } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: {
        backgroundColor: 'var(--mui-palette-background-paper)',
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--mui-palette-focus)' },
      },
    },
  },
  MuiTableCell: {
    styleOverrides: {
      root: { borderColor: 'var(--mui-palette-divider)', padding: '10px 16px', fontSize: '0.875rem' },
      head: {
        fontSize: '0.8125rem',
        fontWeight: 600,
        color: 'var(--mui-palette-text-secondary)',
        backgroundColor: 'var(--mui-palette-background-sunken)',
        whiteSpace: 'nowrap',
      },
    },
  },
  MuiTabs: {
    styleOverrides: {
      root: { minHeight: 42 },
      indicator: {
        height: 3,
        borderRadius: '3px 3px 0 0',
        backgroundColor: 'var(--mui-palette-secondary-main)',
      },
    },
  },
  MuiTab: { styleOverrides: { root: { minHeight: 42, minWidth: 0, paddingInline: 14 } } },
  MuiAlert: {
    styleOverrides: {
      root: ({ ownerState: { severity = 'success', variant } }) => {
        const tint = `rgba(var(--mui-palette-${severity}-mainChannel) / 0.12)`;
        return {
          borderRadius: 10,
          fontSize: '0.875rem',
          alignItems: 'center',
          // On the paper's ground, so that it stays readable where it floats, in dark too.
          ...((variant ?? 'standard') === 'standard' && {
            color: 'var(--mui-palette-text-primary)',
            backgroundColor: 'var(--mui-palette-background-paper)',
            backgroundImage: `linear-gradient(${tint}, ${tint})`,
          }),
        };
      },
    },
  },
  MuiAlertTitle: {
    styleOverrides: { root: { fontSize: '0.9375rem', fontWeight: 660, marginTop: 0 } },
  },
  MuiSkeleton: { defaultProps: { animation: 'wave' }, styleOverrides: { rounded: { borderRadius: 8 } } },
  // A note beside a field that is off is still to be read.
  MuiFormHelperText: {
    styleOverrides: { root: { '&.Mui-disabled': { color: 'var(--mui-palette-text-secondary)' } } },
  },
  MuiLinearProgress: { styleOverrides: { root: { borderRadius: 99, height: 8 } } },
};
