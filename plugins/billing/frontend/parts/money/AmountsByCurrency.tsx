import { Amount } from '@netcrab/ui';

/** One figure of several currencies, below each other; a dash where there is none. */
export function AmountsByCurrency<Row extends { currency: string }>({
  rows,
  amount,
}: {
  rows: readonly Row[];
  amount: (row: Row) => string;
}) {
  if (rows.length === 0) return '–';
  return rows.map(row => (
    <span key={row.currency} style={{ display: 'block' }}>
      <Amount amount={amount(row)} currency={row.currency} />
    </span>
  ));
}
