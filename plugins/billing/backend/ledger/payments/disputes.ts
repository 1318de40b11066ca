import type { Knex } from 'knex';
import type Stripe from 'stripe';
import { toMs } from '../../stripe/objects';
import type { Entry } from '../posting';
import { postFee, type PaymentConvergence, type PaymentStep } from './convergePayment';
import { inOrder } from './refunds';
import { returnEntries } from './returned';
import type { DisputePosting } from './returnStore';
import type { Payment } from './store';

/** What a status means for the money; an inquiry (`warning_…`) moves none. */
function wantedOf(status: Stripe.Dispute.Status): DisputePosting {
  if (status === 'won' || status === 'prevented') return 'returned';
  if (status === 'lost') return 'lost';
  return status.startsWith('warning_') ? 'none' : 'held';
}

/** Movements of Stripe's balance date a dispute's end; it has no date of its own. */
const lastMove = ({ created, balance_transactions }: Stripe.Dispute): number =>
  toMs(Math.max(created, ...balance_transactions.map(one => one.created)));

/**
 * Entries of a dispute that is lost: as a refund, out of what is held. What was refunded before comes on top of what the
 * buyer paid, and is the platform's loss.
 */
async function lostEntries(
  trx: Knex.Transaction,
  recognise: PaymentConvergence['recognise'],
  payment: Payment,
  amount: bigint,
): Promise<{ entries: Entry[]; returned: bigint }> {
  const left = payment.gross - payment.returned;
  const covered = amount < left ? amount : left;
  const returned = payment.returned + covered;
  const { currency } = payment;
  const entries = await returnEntries(
    trx,
    recognise,
    payment,
    { from: payment.returned, to: returned },
    'dispute_hold',
  );
  if (covered < amount) {
    entries.push(
      { account: 'processing_fees', currency, amount: amount - covered },
      { account: 'dispute_hold', currency, amount: covered - amount },
    );
  }
  return { entries, returned };
}

/** Posts what became of each dispute: money held, given back or lost. Answers what the payment is then. */
export async function postDisputes(
  { returns, recognise, clock }: PaymentConvergence,
  post: PaymentStep,
  trx: Knex.Transaction,
  payment: Payment,
  disputes: readonly Stripe.Dispute[],
): Promise<Payment> {
  const known = await returns.disputes(trx, payment.id);
  let current = payment;
  for (const dispute of inOrder(disputes)) {
    const { id, status, reason, currency, balance_transactions } = dispute;
    const dueBy = dispute.evidence_details.due_by;
    const amount = BigInt(dispute.amount);
    const wanted = wantedOf(status);
    const reference = { dispute: id };
    const hold = (key: string, kind: string, description: string, held: bigint, happenedAt: number) =>
      post(trx, current, {
        key: `dispute:${id}:${key}`,
        kind,
        description,
        happenedAt,
        reference,
        entries: [
          { account: 'dispute_hold', currency, amount: held },
          { account: 'stripe_clearing', currency, amount: -held },
        ],
      });
    let posted = known.get(id)?.posted ?? 'none';
    if (posted === 'none' && wanted !== 'none') {
      await hold('opened', 'dispute_opened', `Dispute: ${reason}`, amount, toMs(dispute.created));
      current = { ...current, disputed: current.disputed + amount };
      posted = 'held';
    }
    if (posted === 'held' && wanted === 'returned') {
      await hold('won', 'dispute_won', 'Dispute won', -amount, lastMove(dispute));
      current = { ...current, disputed: current.disputed - amount };
      posted = 'returned';
    }
    if (posted === 'held' && wanted === 'lost') {
      const { entries, returned } = await lostEntries(trx, recognise, current, amount);
      await post(trx, current, {
        key: `dispute:${id}:lost`,
        kind: 'dispute_lost',
        description: 'Dispute lost',
        happenedAt: lastMove(dispute),
        reference,
        entries,
      });
      current = { ...current, returned };
      posted = 'lost';
    }
    for (const balance of balance_transactions) await postFee(post, trx, current, balance);
    const openedAt = toMs(dispute.created);
    await returns.keepDispute(trx, {
      id,
      paymentId: payment.id,
      amount,
      status,
      reason,
      posted,
      openedAt,
      evidenceDueBy: dueBy === null ? null : toMs(dueBy),
      updatedAt: clock.now(),
    });
  }
  return current;
}
