import Box from '@mui/material/Box';
import { formatAmount } from '@netcrab/ui';
import { revenueMessages } from '../../earningsMessages';

/** An estimate: `$120.00 – $340.00`, or one amount where both ends are the same. */
export function AmountRange({
  range: { low, high },
  currency,
}: {
  range: { low: string; high: string };
  currency: string;
}) {
  return (
    <Box component="span" sx={{ whiteSpace: { md: 'nowrap' } }}>
      {revenueMessages.range(formatAmount(low, currency), formatAmount(high, currency))}
    </Box>
  );
}
