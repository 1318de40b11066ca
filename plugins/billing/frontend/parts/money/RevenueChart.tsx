import { BarChart, formatAmount, formatMonth } from '@netcrab/ui';
import type { RevenueMonth } from '../../../contract';
import { moneyMessages } from '../../moneyMessages';

const text = moneyMessages.revenue;

/** Fee and pool by month in the currency that most months have; the table below has all of them. */
export function RevenueChart({ months }: { months: readonly RevenueMonth[] }) {
  const currencies = months.flatMap(({ totals }) => totals.map(({ currency }) => currency));
  const count = (currency: string) => currencies.filter(one => one === currency).length;
  const [currency] = [...new Set(currencies)].sort((a, b) => count(b) - count(a));
  if (currency === undefined) return null;
  const values = (field: 'platformFee' | 'pool') =>
    [...months].reverse().map(({ month, totals }) => ({
      label: formatMonth(month),
      value: Number(totals.find(total => total.currency === currency)?.[field] ?? 0),
    }));
  return (
    <BarChart
      title={text.chart}
      unit={currency.toUpperCase()}
      format={value => formatAmount(String(value), currency)}
      series={[
        { name: text.chartSeries.pool, values: values('pool') },
        { name: text.chartSeries.fee, values: values('platformFee') },
      ]}
    />
  );
}
