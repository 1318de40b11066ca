import Box from '@mui/material/Box';
import { formatBytes, formatCount } from './format';

/** A size; exact on hover. */
export function Bytes({ value }: { value: number }) {
  return (
    <Box component="span" title={`${formatCount(value)} bytes`} sx={{ whiteSpace: 'nowrap' }}>
      {formatBytes(value)}
    </Box>
  );
}
