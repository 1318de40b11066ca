import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  tone: 'info' | 'warning';
  children: ReactNode;
}

/** A line across the page, under the top bar. */
export function Strip({ title, tone, children }: Props) {
  return (
    <Box
      role="region"
      aria-label={title}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1.5,
        padding: { xs: '8px 16px', md: '8px 40px' },
        typography: 'body2',
        bgcolor: `rgba(var(--mui-palette-${tone}-mainChannel) / 0.1)`,
        borderBottom: '1px solid var(--mui-palette-divider)',
        '& > strong': { color: `${tone}.main` },
      }}
    >
      <strong>{title}</strong>
      <span>{children}</span>
    </Box>
  );
}
