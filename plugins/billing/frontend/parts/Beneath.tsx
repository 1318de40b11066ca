import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

/** A smaller line below a cell's own. */
export function Beneath({ children }: { children: ReactNode }) {
  return (
    <Typography
      variant="caption"
      component="div"
      color="textSecondary"
      sx={{ overflowWrap: 'anywhere', fontWeight: 400 }}
    >
      {children}
    </Typography>
  );
}
