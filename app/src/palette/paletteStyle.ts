import type { SxProps, Theme } from '@mui/material/styles';

export const paletteStyle: SxProps<Theme> = {
  '& [cmdk-input]': {
    width: '100%',
    padding: '16px 20px',
    border: 0,
    borderBottom: '1px solid var(--mui-palette-divider)',
    background: 'none',
    color: 'text.primary',
    font: 'inherit',
    fontSize: '1rem',
    outline: 'none',
  },
  '& [cmdk-input]::placeholder': { color: 'text.secondary', opacity: 1 },
  '& [cmdk-list]': {
    maxHeight: 'min(420px, 60vh)',
    overflowY: 'auto',
    padding: '8px',
    overscrollBehavior: 'contain',
  },
  '& [cmdk-group-heading]': { padding: '8px 12px 4px', typography: 'caption', color: 'text.secondary' },
  '& [cmdk-item]': {
    display: 'flex',
    alignItems: 'center',
    gap: 1,
    minHeight: 40,
    padding: '6px 12px',
    borderRadius: '8px',
    typography: 'body2',
    cursor: 'pointer',
  },
  '& [cmdk-item][data-selected="true"]': { bgcolor: 'rgba(var(--mui-palette-primary-mainChannel) / 0.1)' },
  '& [cmdk-empty]': { padding: '24px', textAlign: 'center', typography: 'body2', color: 'text.secondary' },
};
