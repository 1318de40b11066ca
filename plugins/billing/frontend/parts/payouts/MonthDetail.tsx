import { DataTable, Section } from '@netcrab/ui';
import type { PayoutMonth } from '../../../contract';
import { payoutMessages } from '../../earningsMessages';
import { attemptColumns, correctionColumns, shareColumns } from './monthColumns';
import { PayoutState } from './PayoutState';
import { SumTable, type SumLine } from './SumTable';

const text = payoutMessages.month;

/** Lines that are nothing are left out, but for the two ends. */
const linesOf = (month: PayoutMonth): SumLine[] => {
  const parts: SumLine[] = [
    { label: text.sales, amount: month.salesTotal },
    { label: text.refunds, amount: month.refundsTotal },
    { label: text.adjustments, amount: month.adjustmentsTotal },
    { label: text.withheld, amount: month.withheld },
  ];
  return [
    { label: text.opening, amount: month.opening },
    { label: text.shares, amount: month.sharesTotal },
    ...parts.filter(({ amount }) => /[1-9]/.test(amount)),
    { label: text.payable, amount: month.payable, total: true },
  ];
};

export function MonthDetail({ month }: { month: PayoutMonth }) {
  const corrections = [...month.refunds, ...month.adjustments];
  return (
    <>
      <Section title={text.sumTitle} variant="card" actions={<PayoutState payout={month.payout} />}>
        <SumTable caption={text.caption} lines={linesOf(month)} currency={month.currency} />
      </Section>
      <Section title={text.sharesTitle}>
        <DataTable
          caption={text.sharesCaption}
          columns={shareColumns(month)}
          rows={month.shares}
          rowKey={share => share.packId}
          empty={text.sharesEmpty}
        />
      </Section>
      {corrections.length > 0 && (
        <Section title={text.correctionsTitle}>
          <DataTable
            caption={text.correctionsCaption}
            columns={correctionColumns(month.currency)}
            rows={corrections}
            rowKey={line => line.id}
          />
        </Section>
      )}
      {month.attempts.length > 0 && (
        <Section title={text.attemptsTitle}>
          <DataTable
            caption={text.attemptsCaption}
            columns={attemptColumns}
            rows={month.attempts}
            rowKey={one => String(one.number)}
          />
        </Section>
      )}
    </>
  );
}
