import Box from '@mui/material/Box';
import { Children, type ReactNode } from 'react';

/** Equal cards, as many in a row as fit. `min` is the least width of a card in px. */
export function CardGrid({
  min = 260,
  label,
  children,
}: {
  min?: number;
  label?: string;
  children: ReactNode;
}) {
  return (
    <Box
      component="ul"
      aria-label={label}
      sx={{
        display: 'grid',
        gap: 2,
        m: 0,
        p: 0,
        listStyle: 'none',
        gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${min}px), 1fr))`,
        '& > li': { display: 'grid', minWidth: 0 },
      }}
    >
      {Children.map(children, child => child && <li>{child}</li>)}
    </Box>
  );
}
