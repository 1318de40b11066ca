import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';

export interface StatDelta {
  /** As shown, with its sign and window: `−4.2 % in 30 days`. */
  text: string;
  /** Whether the change is welcome; colour only underlines the words. */
  tone: 'ok' | 'bad' | 'muted';
}

export interface StatProps {
  label: string;
  value: ReactNode;
  unit?: string;
  delta?: StatDelta;
  /** What the figure means, below it. */
  hint?: ReactNode;
}

const deltaColour = { ok: 'success.main', bad: 'error.main', muted: 'text.secondary' } as const;

/** One figure with its name. Several of them go into a `CardGrid`. */
export function Stat({ label, value, unit, delta, hint }: StatProps) {
  return (
    <Box
      sx={{
        minWidth: 0,
        padding: 2,
        bgcolor: 'background.paper',
        border: '1px solid var(--mui-palette-divider)',
        borderRadius: '12px',
      }}
    >
      <Box component="dl" sx={{ m: 0 }}>
        <Typography component="dt" variant="caption" color="textSecondary">
          {label}
        </Typography>
        <Box component="dd" sx={{ m: 0, mt: 0.25 }}>
          <Typography
            component="span"
            sx={{ fontSize: '1.5rem', fontWeight: 660, letterSpacing: '-0.015em' }}
          >
            {value}
          </Typography>
          {unit && (
            <Typography component="span" variant="body2" color="textSecondary" sx={{ ml: 0.75 }}>
              {unit}
            </Typography>
          )}
          {delta && (
            <Typography
              variant="caption"
              component="div"
              sx={{ color: deltaColour[delta.tone], fontWeight: 600 }}
            >
              {delta.text}
            </Typography>
          )}
          {hint && (
            <Typography variant="caption" component="div" color="textSecondary" sx={{ mt: 0.25 }}>
              {hint}
            </Typography>
          )}
        </Box>
      </Box>
    </Box>
  );
}
