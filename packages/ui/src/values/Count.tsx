import Box from '@mui/material/Box';
import { formatCompact, formatCount } from './format';

export interface CountProps {
  value: number | bigint;
  /** After the number: `rows`. */
  unit?: string;
  /** `1.2M`, the exact number on hover. */
  compact?: boolean;
}

export function Count({ value, unit, compact }: CountProps) {
  return (
    <Box component="span" title={compact ? formatCount(value) : undefined} sx={{ whiteSpace: 'nowrap' }}>
      {compact ? formatCompact(value) : formatCount(value)}
      {unit && ` ${unit}`}
    </Box>
  );
}
