import type { AuditService, Clock, DatabaseService, EventsService } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { orderChanged, type OrderState } from '../../contract';
import { idOf, toMs } from '../stripe/objects';
import { coveredBy } from '../subscriptions/covered';
import type { Looks } from '../webhooks/looks';
import type { DatabaseOrderStore, Order } from './orderStore';

export interface OrderConvergence {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly audit: AuditService;
  readonly events: EventsService;
  readonly orders: DatabaseOrderStore;
  readonly looks: Looks;
}

interface Outcome {
  readonly state: OrderState;
  readonly message: string | null;
}

const declined = (message: string | undefined): Outcome => ({
  state: 'failed',
  message: message ?? 'The payment failed. Nothing was charged; you can buy again.',
});
const confirming: Outcome = {
  state: 'pending',
  message: 'The bank has not confirmed the payment yet. This can take some days.',
};

/** A checkout that is complete but not paid: the bank takes its time, or said no later. */
async function slowPayment(stripe: Stripe, session: Stripe.Checkout.Session): Promise<Outcome> {
  const invoice = idOf(session.invoice);
  const payments = invoice === null ? [] : (await stripe.invoicePayments.list({ invoice, limit: 1 })).data;
  const intent = idOf(session.payment_intent ?? payments[0]?.payment.payment_intent);
  if (!intent) return confirming;
  const { status, last_payment_error } = await stripe.paymentIntents.retrieve(intent);
  return status === 'requires_payment_method' || status === 'canceled'
    ? declined(last_payment_error?.message)
    : confirming;
}

/** An order that was paid although its packs were covered by then is not bought. */
const unlessGivenBack = (outcome: Outcome, order: Order): Outcome =>
  outcome.state === 'paid' && coveredBy(order) !== null
    ? {
        state: 'refunded',
        message:
          'When this payment came, your organisation had packs of this order by another subscription already. The payment was given back in full, and nothing more is charged for this order. Your bank may take some days to show it.',
      }
    : outcome;

async function outcomeOf(stripe: Stripe, session: Stripe.Checkout.Session, order: Order): Promise<Outcome> {
  if (session.status === 'open') return { state: 'pending', message: null };
  if (session.status === 'expired') {
    return order.canceledAt === null
      ? { state: 'expired', message: 'The checkout was not completed in time. Nothing was charged.' }
      : { state: 'canceled', message: null };
  }
  if (session.payment_status === 'unpaid') return slowPayment(stripe, session);
  return { state: 'paid', message: null };
}

/** The order that a checkout session is of, as it said when it was made. */
export const orderOfSession = async (
  orders: DatabaseOrderStore,
  session: Stripe.Checkout.Session,
): Promise<Order | null> => {
  const { client_reference_id: id } = session;
  return (id === null ? null : await orders.find(id)) ?? orders.findBySession(session.id);
};

/** Makes the order what its checkout session, just fetched under the look, says. */
export async function convergeOrder(
  { database, clock, audit, events, orders, looks }: OrderConvergence,
  stripe: Stripe,
  session: Stripe.Checkout.Session,
  order: Order,
  look: number,
): Promise<Order> {
  const outcome = await outcomeOf(stripe, session, order);
  return database.transaction(async trx => {
    const current = await orders.findForUpdate(trx, order.id);
    if (!current || !(await looks.write(trx, session.id, look))) return current ?? order;
    const now = clock.now();
    const settled = unlessGivenBack(outcome, current);
    const next: Order = {
      ...current,
      ...settled,
      sessionId: session.id,
      checkoutUrl: settled.state === 'pending' ? session.url : null,
      stripeSubscriptionId: idOf(session.subscription),
      expiresAt: toMs(session.expires_at),
      checkedAt: now,
      updatedAt: settled.state === current.state ? current.updatedAt : now,
    };
    await orders.update(trx, next);
    const { state } = next;
    if (state === current.state || state === 'pending') return next;
    await audit.record(
      {
        action: `order.${state}`,
        actor: { kind: 'system', id: 'stripe' },
        orgId: next.orgId,
        target: { type: 'order', id: next.id, name: next.title },
        before: { state: current.state },
        after: { state, amount: String(next.amount), currency: next.currency },
      },
      trx,
    );
    const { orgId, reference } = next;
    await events.publish(orderChanged, { orderId: next.id, orgId, state, reference }, { key: orgId, trx });
    return next;
  });
}
