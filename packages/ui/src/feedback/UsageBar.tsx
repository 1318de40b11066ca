import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { formatCount, formatNumber } from '../values/format';

export interface UsageBarProps {
  used: number;
  /** null where there is none. */
  limit: number | null;
  /** What is used: `Rows this month`. */
  label: string;
  unit?: string;
}

const warnAt = 0.8;

/** How much of a quota is gone: as words, and as a bar that changes colour at 80 and 100 %. */
export function UsageBar({ used, limit, label, unit }: UsageBarProps) {
  const share = limit === null || limit === 0 ? (used > 0 && limit === 0 ? 1 : 0) : used / limit;
  const colour = share >= 1 ? 'error' : share >= warnAt ? 'warning' : 'primary';
  const amount =
    limit === null
      ? `${formatCount(used)}${unit ? ` ${unit}` : ''}, no limit`
      : `${formatCount(used)} of ${formatCount(limit)}${unit ? ` ${unit}` : ''}`;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, justifyContent: 'space-between', mb: 0.75 }}
      >
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {label}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {amount}
          {limit !== null && (
            <Box
              component="span"
              sx={{ ml: 1, fontWeight: 600, color: share >= warnAt ? `${colour}.main` : undefined }}
            >
              {formatNumber(share * 100, share < 0.1 ? 1 : 0)} %{share >= 1 && ' used up'}
            </Box>
          )}
        </Typography>
      </Box>
      {limit !== null && (
        <LinearProgress
          variant="determinate"
          color={colour}
          value={Math.min(100, share * 100)}
          aria-label={label}
          aria-valuetext={amount}
          // The default track is a shade of the bar's own colour: an empty bar would look like a full one.
          sx={{ bgcolor: 'divider' }}
        />
      )}
    </Box>
  );
}
