import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon?: ReactNode;
  /** What is not here yet. */
  title: string;
  /** What it is for and what to do next. */
  body: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, body, action }: EmptyStateProps) {
  return (
    <Box
      sx={{
        display: 'grid',
        justifyItems: 'center',
        gap: 1,
        padding: { xs: '32px 20px', md: '48px 32px' },
        textAlign: 'center',
        border: '1.5px dashed var(--mui-palette-divider)',
        borderRadius: '12px',
      }}
    >
      {icon && (
        <Box
          aria-hidden
          sx={{
            display: 'grid',
            placeItems: 'center',
            width: 48,
            height: 48,
            mb: 0.5,
            borderRadius: '14px',
            color: 'secondary.main',
            bgcolor: 'background.paper',
            border: '1px solid var(--mui-palette-divider)',
          }}
        >
          {icon}
        </Box>
      )}
      <Typography variant="h3" component="p">
        {title}
      </Typography>
      <Typography variant="body2" component="div" color="textSecondary" sx={{ maxWidth: '56ch' }}>
        {body}
      </Typography>
      {action && <Box sx={{ mt: 1.5 }}>{action}</Box>}
    </Box>
  );
}
