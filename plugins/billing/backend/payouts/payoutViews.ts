import { formatAmount, moneyToDecimal } from '@netcrab/plugin-api/backend';
import type { Payout, PayoutReason, PayoutRun } from '../../contract';
import type { StoredPayout } from './payoutStore';
import type { StoredRun } from './runStore';

/** For the seller: what keeps the amount, and what to do. */
const explanations: Readonly<Record<PayoutReason, (amount: string, minimum: string) => string>> = {
  no_account: amount => `Connect a payout account to receive ${amount}.`,
  account_in_review: amount => `Stripe is reviewing your payout account. ${amount} is paid once it is done.`,
  account_restricted: amount => `Complete your payout account to receive ${amount}.`,
  below_minimum: (amount, minimum) =>
    `${amount} is below the minimum of ${minimum}. It is carried over to the next month.`,
  currency_mismatch: amount => `Your payout account takes another currency than ${amount}. Contact us.`,
  nothing_payable: () => 'Refunds since the month ended have used the amount up.',
  transfer_failed: amount => `The transfer of ${amount} failed. We are looking into it.`,
  superseded: amount => `${amount} was carried over to a later payout.`,
  after_payout: amount => `${amount} came after this payout and is part of the next month’s.`,
  reversed: amount => `Stripe took the transfer back. ${amount} is owed to you again.`,
};

export function payoutView(one: StoredPayout, minimum: string): Payout {
  const { currency } = one;
  const amount = moneyToDecimal({ minor: one.amount, currency });
  const explain = one.reason && explanations[one.reason];
  return {
    id: one.id,
    orgId: one.orgId,
    month: one.month,
    currency,
    amount,
    state: one.state,
    reason: one.reason,
    message: explain?.(formatAmount(amount, currency), formatAmount(minimum, currency)) ?? null,
    transferId: one.transferId,
    createdAt: one.createdAt,
    paidAt: one.paidAt,
  };
}

export const runView = (
  run: StoredRun,
  counts: PayoutRun['counts'],
  nameOf: (actorId: string) => string,
): PayoutRun => ({
  id: run.id,
  month: run.month,
  state: run.state,
  requestedBy: nameOf(run.requestedBy),
  decidedBy: run.decidedBy && nameOf(run.decidedBy),
  reason: run.reason,
  planHash: run.planHash,
  createdAt: run.createdAt,
  finishedAt: run.finishedAt,
  counts,
});
