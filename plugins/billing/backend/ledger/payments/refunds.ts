import type { Knex } from 'knex';
import type Stripe from 'stripe';
import { toMs } from '../../stripe/objects';
import type { PaymentConvergence, PaymentStep } from './convergePayment';
import { returnEntries } from './returned';
import type { Payment } from './store';

/** Stripe has taken the money from its balance, even where the bank has not passed it on. */
const counts = ({ status }: Stripe.Refund) => status === 'succeeded' || status === 'pending';
const cameBack = ({ status }: Stripe.Refund) => status === 'failed' || status === 'canceled';

/** The order they were made in, whatever order they are told in. */
export const inOrder = <T extends { readonly created: number; readonly id: string }>(
  all: readonly T[],
): T[] => all.toSorted((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));

/** Posts each refund once, and its way back if the bank refused it. Answers what the payment is then. */
export async function postRefunds(
  { returns, recognise, clock }: PaymentConvergence,
  post: PaymentStep,
  trx: Knex.Transaction,
  payment: Payment,
  refunds: readonly Stripe.Refund[],
): Promise<Payment> {
  const known = await returns.refunds(trx, payment.id);
  let current = payment;
  const move = async (key: string, description: string, refund: Stripe.Refund, amount: bigint) => {
    const to = current.returned + amount;
    await post(trx, current, {
      key,
      kind: amount > 0n ? 'refund' : 'refund_failed',
      description,
      happenedAt: toMs(refund.created),
      reference: { refund: refund.id },
      entries: await returnEntries(
        trx,
        recognise,
        current,
        { from: current.returned, to },
        'stripe_clearing',
      ),
    });
    current = { ...current, returned: to, refunded: current.refunded + amount };
  };
  for (const refund of inOrder(refunds)) {
    const amount = BigInt(refund.amount);
    const posted = known.get(refund.id)?.state;
    const failed = cameBack(refund);
    if (posted === 'failed' || (!counts(refund) && !failed) || (posted === 'succeeded' && !failed)) continue;
    if (posted === undefined) await move(`refund:${refund.id}`, 'Refund', refund, amount);
    if (failed) await move(`refund:${refund.id}:failed`, 'Refund that the bank sent back', refund, -amount);
    await returns.keepRefund(
      trx,
      payment.id,
      { id: refund.id, amount, state: failed ? 'failed' : 'succeeded', refundedAt: toMs(refund.created) },
      clock.now(),
    );
  }
  return current;
}
