import Box from '@mui/material/Box';
import { formatMoney } from './format';

export interface MoneyProps {
  /** Minor units: cents for USD. A string is how JSON carries a bigint. */
  minor: bigint | number | string;
  /** ISO 4217. */
  currency: string;
}

export function Money({ minor, currency }: MoneyProps) {
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      {formatMoney(minor, currency)}
    </Box>
  );
}
