import Box from '@mui/material/Box';
import { formatAbsolute, formatDate, formatRelative } from './format';
import { useNow } from './useNow';

export interface WhenProps {
  /** Epoch ms; null where it never happened. */
  at: number | null | undefined;
  /** `relative` shows the absolute time on hover, the others the relative one. */
  mode?: 'relative' | 'date' | 'datetime';
  /** Instead of a time that never was. */
  never?: string;
}

export function When({ at, mode = 'relative', never = 'never' }: WhenProps) {
  const now = useNow();
  if (at === null || at === undefined) {
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {never}
      </Box>
    );
  }
  const shown = { relative: formatRelative(at, now), date: formatDate(at), datetime: formatAbsolute(at) }[
    mode
  ];
  return (
    <Box
      component="time"
      dateTime={new Date(at).toISOString()}
      title={mode === 'relative' ? formatAbsolute(at) : formatRelative(at, now)}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {shown}
    </Box>
  );
}
