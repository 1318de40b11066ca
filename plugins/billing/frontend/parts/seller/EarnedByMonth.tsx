import Typography from '@mui/material/Typography';
import { BarChart, formatAmount, formatMonth, Section } from '@netcrab/ui';
import { revenueMessages as text } from '../../earningsMessages';

export interface EarnedMonth {
  /** `2026-11` */
  readonly month: string;
  /** Decimal. */
  readonly earned: string;
}

/** What closed months brought, the newest last. The chart rounds; its table and the statements do not. */
export function EarnedByMonth({ months, currency }: { months: readonly EarnedMonth[]; currency: string }) {
  if (months.length === 0)
    return (
      <Section title={text.historyTitle}>
        <Typography color="textSecondary">{text.historyEmpty}</Typography>
      </Section>
    );
  const values = [...months]
    .reverse()
    .map(({ month, earned }) => ({ label: formatMonth(month), value: Number(earned) }));
  return (
    <Section>
      <BarChart
        title={text.historyTitle}
        unit={currency.toUpperCase()}
        format={value => formatAmount(String(value), currency)}
        series={[{ name: text.historySeries, values }]}
      />
    </Section>
  );
}
