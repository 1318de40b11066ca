import { Amount, CardGrid, formatAmount, Stat, When } from '@netcrab/ui';
import type { OwnPayouts } from '../../../contract';
import { payoutMessages as text } from '../../earningsMessages';

/** What is owed, on its way and paid, per currency, and when the next payout comes. */
export function PayoutFigures({ payouts: { balances, nextPayoutAt } }: { payouts: OwnPayouts }) {
  const figures = balances.flatMap(({ currency, payable, inTransit, paidToDate, minimum }) => {
    const unit = balances.length > 1 ? currency.toUpperCase() : undefined;
    const shared = { unit };
    return [
      <Stat
        {...shared}
        key={`payable ${currency}`}
        label={text.payable}
        value={<Amount amount={payable} currency={currency} />}
        hint={text.payableHint(formatAmount(minimum, currency))}
      />,
      <Stat
        {...shared}
        key={`transit ${currency}`}
        label={text.inTransit}
        value={<Amount amount={inTransit} currency={currency} />}
      />,
      <Stat
        {...shared}
        key={`paid ${currency}`}
        label={text.paidToDate}
        value={<Amount amount={paidToDate} currency={currency} />}
      />,
    ];
  });
  return (
    <CardGrid min={220}>
      {figures}
      <Stat label={text.next} value={<When at={nextPayoutAt} mode="date" />} hint={text.nextHint} />
    </CardGrid>
  );
}
