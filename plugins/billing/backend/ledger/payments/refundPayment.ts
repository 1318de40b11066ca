import { ConflictError, InvalidRequestError, moneyFromDecimal } from '@netcrab/plugin-api/backend';
import { toMoneyView } from '../../../contract';
import { isDefiniteRefusal } from '../../payouts/stripeRefusal';
import type { StripeAccess } from '../../stripe/access';
import { whileSomebodyWaits } from '../../stripe/errors';
import { all } from '../../stripe/pages';
import type { Converge } from '../../webhooks/converge';
import type { PaymentConvergence } from './convergePayment';
import type { Payment } from './store';

export interface Refunding extends Pick<PaymentConvergence, 'database' | 'returns'> {
  readonly access: Pick<StripeAccess, 'client'>;
  readonly converge: Pick<Converge, 'payment'>;
}

export interface RefundRequest {
  /** Of the caller: the same one refunds once. */
  readonly key: string;
  /** Minor units; null for all that is left. */
  readonly asked: bigint | null;
  /** User id of whoever asked. */
  readonly by: string;
}

const conflict = (field: string, message: string, cause?: unknown) =>
  new ConflictError(message, { details: [{ field, message }], cause });

async function refuseUnlessLeft(
  { database, returns }: Refunding,
  { id, gross, returned, currency }: Payment,
  minor: bigint,
): Promise<void> {
  const disputes = [...(await returns.disputes(database.knex, id)).values()];
  // What a lost dispute took is returned already: the rest can be refunded.
  if (disputes.some(({ posted }) => posted === 'held'))
    throw new ConflictError('The payment is disputed: the bank decides what goes back.');
  const { amount } = toMoneyView(gross - returned, currency);
  if (minor <= 0n || minor > gross - returned)
    throw conflict('amount', `Of this payment ${amount} ${currency} can be refunded.`);
}

/** An amount as somebody wrote it, in minor units; null without one. @throws InvalidRequestError */
export function askedAmount({ currency }: Payment, text: string | undefined): bigint | null {
  if (text === undefined) return null;
  try {
    return moneyFromDecimal(text, currency).minor;
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Not an amount';
    throw new InvalidRequestError('The payment cannot be refunded.', [{ field: 'amount', message }]);
  }
}

/**
 * What is to go back, in minor units: all that is left without an amount.
 * @throws ConflictError where less is left or a dispute is open
 */
export async function amountToRefund(
  refunding: Refunding,
  payment: Payment,
  asked: bigint | null,
): Promise<bigint> {
  const minor = asked ?? payment.gross - payment.returned;
  await refuseUnlessLeft(refunding, payment, minor);
  return minor;
}

const keyReused = (cause?: unknown) =>
  conflict('key', 'This key was used for another refund of the payment. Use a new one.', cause);

/** What was asked for, so that the same key is known to ask for the same again. */
const askedText = (asked: bigint | null) => (asked === null ? 'all' : String(asked));

/**
 * The payment where this very request refunded it before; null where it did not. Stripe is asked, which made the refund
 * even if nothing after that was written down here, and which forgets keys within days but no refund.
 * @throws ConflictError for a key that was used for another refund; UnavailableError
 */
export async function refundedBefore(
  { access, converge }: Refunding,
  payment: Payment,
  { key, asked, by }: RefundRequest,
): Promise<Payment | null> {
  return whileSomebodyWaits('Nothing was refunded. Try again in a minute.', async () => {
    const stripe = await access.client();
    const refunds = await all(stripe.refunds.list({ charge: payment.id, limit: 100 }));
    const made = refunds.find(({ metadata }) => metadata?.netcrab_key === key);
    if (!made) return null;
    if (made.metadata?.netcrab_asked !== askedText(asked) || made.metadata.netcrab_by !== by)
      throw keyReused();
    return (await converge.payment(payment.id)) ?? payment;
  });
}

const hasType = (error: unknown, type: string) =>
  error instanceof Error && 'type' in error && error.type === type;

/**
 * Refunds an amount, minor units, at Stripe and brings the books to it. Of refunds that are asked for at once Stripe makes those that fit.
 * @throws ConflictError for what Stripe refuses, and for a key that was used for another refund; UnavailableError
 */
export async function refundPayment(
  refunding: Refunding,
  payment: Payment,
  amount: bigint,
  { key, asked, by }: RefundRequest,
): Promise<Payment> {
  const { access, converge } = refunding;
  const { id } = payment;
  return whileSomebodyWaits('Look at the payment before you try again.', async () => {
    const stripe = await access.client();
    try {
      await stripe.refunds.create(
        {
          charge: id,
          amount: Number(amount),
          metadata: { netcrab_by: by, netcrab_key: key, netcrab_asked: askedText(asked) },
        },
        { idempotencyKey: `refund:${id}:${key}` },
      );
    } catch (error) {
      if (hasType(error, 'StripeIdempotencyError')) throw keyReused(error);
      if (!isDefiniteRefusal(error)) throw error;
      // Somebody else refunded meanwhile, or a bank disputed: say what is left now.
      await refuseUnlessLeft(refunding, (await converge.payment(id)) ?? payment, amount);
      throw new ConflictError(`Stripe refused the refund: ${error.message}`, { cause: error });
    }
    return (await converge.payment(id)) ?? payment;
  });
}
