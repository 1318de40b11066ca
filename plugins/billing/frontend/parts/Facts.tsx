import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Names and values in two columns, one below the other on a phone. Holds `Fact`s. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        columnGap: 3,
        rowGap: { xs: 0.25, sm: 1 },
        gridTemplateColumns: { xs: '1fr', sm: 'minmax(120px, max-content) minmax(0, 1fr)' },
        typography: 'body2',
        '& dt': { color: 'text.secondary' },
        '& dt:not(:first-of-type)': { mt: { xs: 1, sm: 0 } },
        '& dd': { m: 0, minWidth: 0, overflowWrap: 'anywhere' },
      }}
    >
      {children}
    </Box>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
