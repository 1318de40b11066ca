import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/**
 * Takes its room at once but is seen only after 200 ms: what arrives sooner never flickers, and nothing jumps.
 * Done in CSS, so a busy main thread cannot hold it back.
 */
export function Late({ children, label = 'Loading' }: { children: ReactNode; label?: string }) {
  return (
    <Box
      role="status"
      aria-label={label}
      aria-busy
      sx={{
        visibility: 'hidden',
        animation: 'nc-late 0s linear 200ms forwards',
        '@keyframes nc-late': { to: { visibility: 'visible' } },
      }}
    >
      {children}
    </Box>
  );
}
