import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface AttentionItemProps {
  tone: 'warn' | 'bad' | 'info';
  title: string;
  body?: ReactNode;
  /** The page that deals with it. */
  action: { label: string; to: string };
}

const dot = { warn: 'warning.main', bad: 'error.main', info: 'info.main' } as const;

/** One thing on the home page that waits for the viewer. */
export function AttentionItem({ tone, title, body, action }: AttentionItemProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1.5,
        padding: '12px 16px',
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: '12px',
        '&::before': { content: '""', width: 9, height: 9, borderRadius: '50%', bgcolor: dot[tone] },
      }}
    >
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography variant="h4" component="p">
          {title}
        </Typography>
        {body && (
          <Typography variant="body2" component="div" color="textSecondary">
            {body}
          </Typography>
        )}
      </Box>
      <Button href={action.to} variant="outlined" size="small">
        {action.label}
      </Button>
    </Box>
  );
}
