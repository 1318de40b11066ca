import Box from '@mui/material/Box';
import { formatAmount, formatMoney } from '@netcrab/plugin-api/frontend';

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

/** A decimal amount as an API gives it, such as `"-12.50"`. */
export function Amount({ amount, currency }: { amount: string; currency: string }) {
  return (
    <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
      {formatAmount(amount, currency)}
    </Box>
  );
}
