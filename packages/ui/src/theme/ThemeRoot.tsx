import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { useMemo, type ReactNode } from 'react';
import { schemeStorageKey, theme } from './theme';

/** The theme around everything. `nonce` lets the styles it makes pass the page's Content-Security-Policy. */
export function ThemeRoot({ nonce, children }: { nonce?: string; children: ReactNode }) {
  const cache = useMemo(() => createCache({ key: 'nc', nonce, prepend: true }), [nonce]);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system" modeStorageKey={schemeStorageKey} noSsr>
        <CssBaseline enableColorScheme />
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
}
