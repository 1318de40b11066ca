import { currencyDigits } from '@netcrab/plugin-api/backend';

/** An amount as people read it, as the pages write it: `"1234.50"`, `usd` → `$1,234.50`. */
export function amountText(amount: string, currency: string): string {
  const digits = currencyDigits(currency);
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount as `${number}`);
}
