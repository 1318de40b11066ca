import type { AuditService, Clock, DatabaseService, EventsService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type Stripe from 'stripe';
import { orderChanged, type StripeMode } from '../../../contract';
import type { Order } from '../../checkout/orderStore';
import type { Allocation } from '../../revenue/allocate';
import type { Recognise } from '../../revenue/recognise';
import { toMs } from '../../stripe/objects';
import type { Looks } from '../../webhooks/looks';
import type { Ledger } from '../ledger';
import type { Entry } from '../posting';
import { postDisputes } from './disputes';
import { postRefunds } from './refunds';
import type { DatabaseReturnStore } from './returnStore';
import type { DatabasePaymentStore, Payment } from './store';

export interface PaymentConvergence {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly audit: AuditService;
  readonly events: EventsService;
  readonly ledger: Ledger;
  readonly payments: DatabasePaymentStore;
  readonly returns: DatabaseReturnStore;
  readonly recognise: Recognise;
  readonly looks: Looks;
  readonly mode: StripeMode;
  /** When something that happened then counts: now, if its month is closed. */
  readonly effectiveAt: (trx: Knex.Transaction, happenedAt: number) => Promise<number>;
}

/** What a charge paid for. */
export interface PaidFor {
  readonly order: Order;
  readonly subscriptionId: string | null;
  readonly invoiceId: string | null;
  readonly allocation: Allocation;
}

/** A charge with all that Stripe knows of it, fetched under one look. */
export interface ChargeState {
  readonly look: number;
  readonly charge: Stripe.Charge;
  readonly refunds: readonly Stripe.Refund[];
  readonly disputes: readonly Stripe.Dispute[];
}

/** One step of a payment's books: posts, and answers what the payment is then. */
export type PaymentStep = (
  trx: Knex.Transaction,
  payment: Payment,
  what: {
    readonly key: string;
    readonly kind: string;
    readonly description: string;
    readonly happenedAt: number;
    readonly entries: readonly Entry[];
    readonly reference?: Readonly<Record<string, string>>;
  },
) => Promise<void>;

function stepOf({ ledger, audit, effectiveAt }: PaymentConvergence): PaymentStep {
  return async (trx, payment, { key, kind, description, happenedAt, entries, reference = {} }) => {
    if (entries.length === 0) return;
    const outcome = await ledger.post(trx, {
      key,
      kind,
      description,
      effectiveAt: await effectiveAt(trx, happenedAt),
      reference: { payment: payment.id, ...reference },
      entries,
    });
    if (outcome === 'already') return;
    const lines = entries.map(({ account, amount, currency }) => `${account} ${amount} ${currency}`);
    await audit.record(
      {
        action: `money.${kind}`,
        actor: { kind: 'system', id: 'stripe' },
        orgId: payment.orgId,
        target: { type: 'payment', id: payment.id },
        after: { key, entries: lines },
      },
      trx,
    );
  };
}

async function receive(
  deps: PaymentConvergence,
  post: PaymentStep,
  trx: Knex.Transaction,
  charge: Stripe.Charge,
  { order, subscriptionId, invoiceId, allocation }: PaidFor,
): Promise<Payment> {
  const { payments, recognise, clock, mode } = deps;
  const now = clock.now();
  const { currency } = charge;
  const payment: Payment = {
    id: charge.id,
    mode,
    orgId: order.orgId,
    orderId: order.id,
    subscriptionId,
    invoiceId,
    currency,
    gross: BigInt(charge.amount),
    tax: allocation.tax,
    returned: 0n,
    refunded: 0n,
    disputed: 0n,
    paidAt: toMs(charge.created),
    createdAt: now,
    updatedAt: now,
    portions: allocation.portions,
  };
  await payments.insert(trx, payment);
  const { tax, gross, portions } = payment;
  await post(trx, payment, {
    key: `payment:${charge.id}`,
    kind: 'payment',
    description: order.title,
    happenedAt: payment.paidAt,
    reference: { order: order.id, ...(invoiceId !== null && { invoice: invoiceId }) },
    entries: [
      { account: 'stripe_clearing', currency, amount: gross },
      ...(tax === 0n ? [] : [{ account: 'tax_payable' as const, currency, amount: -tax }]),
      ...(await recognise(
        trx,
        portions.map(portion => ({ ...portion, currency })),
      )),
    ],
  });
  return payment;
}

/** What Stripe kept for a movement of its balance. */
export async function postFee(
  post: PaymentStep,
  trx: Knex.Transaction,
  payment: Payment,
  balance: Stripe.BalanceTransaction | string | null,
): Promise<void> {
  if (balance === null || typeof balance === 'string' || balance.fee === 0) return;
  const { id, fee, currency, created } = balance;
  await post(trx, payment, {
    key: `fee:${id}`,
    kind: 'processing_fee',
    description: 'Processing fee of Stripe',
    happenedAt: toMs(created),
    reference: { balanceTransaction: id },
    entries: [
      { account: 'processing_fees', currency, amount: BigInt(fee) },
      { account: 'stripe_clearing', currency, amount: BigInt(-fee) },
    ],
  });
}

/**
 * Brings a payment's books to what Stripe says of its charge: received once, its fees, every refund and dispute in
 * Stripe's order, each under a key of its own.
 * @param paidFor null for a charge that is known, or not ours
 * @param order that the charge paid, to say so when all of it has gone back
 */
export async function convergePayment(
  deps: PaymentConvergence,
  { look, charge, refunds, disputes }: ChargeState,
  paidFor: PaidFor | null,
  order: Order | null,
): Promise<Payment | null> {
  const { database, payments, looks, events, clock } = deps;
  const post = stepOf(deps);
  return database.transaction(async trx => {
    const known = await payments.find(trx, charge.id);
    if (!charge.paid || (!known && !paidFor)) return known;
    if (!(await looks.write(trx, charge.id, look))) return known;
    // Locked by the look's row: whoever else works on this charge waits.
    let payment = (await payments.find(trx, charge.id)) ?? null;
    if (!payment) {
      if (!paidFor) return null;
      payment = await receive(deps, post, trx, charge, paidFor);
    }
    await postFee(post, trx, payment, charge.balance_transaction);
    const before = payment;
    payment = await postRefunds(deps, post, trx, payment, refunds);
    payment = await postDisputes(deps, post, trx, payment, disputes);
    await payments.setReturned(trx, { ...payment, updatedAt: clock.now() });
    if (order && payment.returned === payment.gross && before.returned < payment.gross) {
      const { id: orderId, orgId, reference } = order;
      await events.publish(
        orderChanged,
        { orderId, orgId, state: 'refunded', reference },
        { key: orgId, trx },
      );
    }
    return payment;
  });
}
