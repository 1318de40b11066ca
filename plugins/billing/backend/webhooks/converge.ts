import type Stripe from 'stripe';
import { convergeOrder, orderOfSession, type OrderConvergence } from '../checkout/convergeSession';
import type { Order } from '../checkout/orderStore';
import type { Prices } from '../checkout/prices';
import { convergePayment, type PaidFor, type PaymentConvergence } from '../ledger/payments/convergePayment';
import { allocateInvoice, allocatePurchase } from '../ledger/payments/received';
import type { Payment } from '../ledger/payments/store';
import { idOf, toMs } from '../stripe/objects';
import { all } from '../stripe/pages';
import { convergeSubscription, type SubscriptionConvergence } from '../subscriptions/converge';
import type { StoredSubscription } from '../subscriptions/store';

export type ConvergenceDeps = OrderConvergence &
  PaymentConvergence &
  SubscriptionConvergence & { readonly prices: Prices; readonly stripe: () => Promise<Stripe> };

/**
 * Makes what is here what it is at Stripe now. Each fetches its object afresh, so it does not matter which event asked,
 * how late, or how often. They answer null for objects that are not of the portal's making.
 */
export interface Converge {
  session(id: string): Promise<Order | null>;
  subscription(id: string): Promise<StoredSubscription | null>;
  /** The subscription it is of, and the payments it received. */
  invoice(id: string): Promise<StoredSubscription | null>;
  /** A charge with its refunds, disputes and fees. */
  payment(chargeId: string): Promise<Payment | null>;
}

export interface Convergence extends Converge {
  /** For news that came together: each object is fetched once, after all of it came, however much is about it. */
  together(): Converge;
}

const most = { limit: 100 } as const;

const subscriptionOf = ({ parent }: Stripe.Invoice): string | null =>
  idOf(parent?.subscription_details?.subscription);

/** Every caller gets the answer of the first call with this id, also when it is an error. */
function once<T>(call: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const calls = new Map<string, Promise<T>>();
  return id => {
    const begun = calls.get(id) ?? call(id);
    calls.set(id, begun);
    return begun;
  };
}

/** Payments that an invoice has; the first ones come with it. */
const paymentsOf = async (stripe: Stripe, { id, payments }: Stripe.Invoice) =>
  !payments || payments.has_more
    ? all(stripe.invoicePayments.list({ invoice: id, expand: ['data.payment.payment_intent'], ...most }))
    : payments.data;

function round(deps: ConvergenceDeps): Converge {
  const { looks, orders, payments, prices, database } = deps;

  // A price is known here before anything is sold for it, and never means something else.
  const meaningOf = once(prices.find);
  const fetchInvoice = once(async id =>
    (await deps.stripe()).invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] }),
  );
  const subscription = once(async id => convergeSubscription(deps, await deps.stripe(), id));

  /** The invoice that a payment intent paid. */
  async function invoiceOf(stripe: Stripe, paymentIntent: string): Promise<Stripe.Invoice | null> {
    const { data } = await stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: paymentIntent },
      limit: 1,
    });
    const id = idOf(data[0]?.invoice);
    return id === null ? null : fetchInvoice(id);
  }

  async function paidForInvoice(
    stripe: Stripe,
    charge: Stripe.Charge,
    invoice: Stripe.Invoice,
  ): Promise<PaidFor | null> {
    const subscriptionId = subscriptionOf(invoice);
    const bought = subscriptionId === null ? null : await subscription(subscriptionId);
    const order = bought?.purchase ? await orders.find(bought.purchase.orderId) : null;
    if (!bought || !order) return null;
    const lines = invoice.lines.has_more
      ? await all(stripe.invoices.listLineItems(invoice.id, most))
      : invoice.lines.data;
    const gross = BigInt(charge.amount);
    const allocation = await allocateInvoice(gross, invoice, lines, bought, meaningOf);
    return { order, subscriptionId: bought.id, invoiceId: invoice.id, allocation };
  }

  async function paidForPurchase(
    stripe: Stripe,
    charge: Stripe.Charge,
    paymentIntent: string,
  ): Promise<PaidFor | null> {
    const { data } = await stripe.checkout.sessions.list({ payment_intent: paymentIntent, limit: 1 });
    const order = data[0] ? await orderOfSession(orders, data[0]) : null;
    if (order?.kind !== 'purchase') return null;
    const tax = BigInt(data[0]?.total_details?.amount_tax ?? 0);
    const allocation = allocatePurchase(BigInt(charge.amount), tax, order, toMs(charge.created));
    return { order, subscriptionId: null, invoiceId: null, allocation };
  }

  async function paidFor(
    stripe: Stripe,
    charge: Stripe.Charge,
    known: Stripe.Invoice | undefined,
  ): Promise<PaidFor | null> {
    const paymentIntent = idOf(charge.payment_intent);
    if (paymentIntent === null) return null;
    const invoice = known ?? (await invoiceOf(stripe, paymentIntent));
    return invoice ? paidForInvoice(stripe, charge, invoice) : paidForPurchase(stripe, charge, paymentIntent);
  }

  /** Invoices whose payments are looked at: which one a charge paid need not be asked for. */
  const paidByCharge = new Map<string, Stripe.Invoice>();

  const payment = once(async chargeId => {
    const stripe = await deps.stripe();
    const look = await looks.begin(chargeId);
    const charge = await stripe.charges.retrieve(chargeId, { expand: ['balance_transaction', 'refunds'] });
    const refunds =
      !charge.refunds || charge.refunds.has_more
        ? await all(stripe.refunds.list({ charge: chargeId, ...most }))
        : charge.refunds.data;
    const disputes = await all(stripe.disputes.list({ charge: chargeId, ...most }));
    const known = charge.paid ? await payments.find(database.knex, chargeId) : null;
    const bought = charge.paid && !known ? await paidFor(stripe, charge, paidByCharge.get(chargeId)) : null;
    const order = known?.orderId ? await orders.find(known.orderId) : null;
    return convergePayment(deps, { look, charge, refunds, disputes }, bought, bought?.order ?? order);
  });

  async function ofPaymentIntent(
    stripe: Stripe,
    given: Stripe.PaymentIntent | string | null | undefined,
    paid?: Stripe.Invoice,
  ): Promise<void> {
    const intent = typeof given === 'string' ? await stripe.paymentIntents.retrieve(given) : given;
    const chargeId = idOf(intent?.latest_charge);
    if (chargeId === null) return;
    if (paid) paidByCharge.set(chargeId, paid);
    await payment(chargeId);
  }

  const invoice = once(async id => {
    const stripe = await deps.stripe();
    const found = await fetchInvoice(id);
    const subscriptionId = subscriptionOf(found);
    const bought = subscriptionId === null ? null : await subscription(subscriptionId);
    if (!bought || found.status !== 'paid') return bought;
    for (const { status, payment: by } of await paymentsOf(stripe, found))
      if (status === 'paid') await ofPaymentIntent(stripe, by.payment_intent, found);
    return bought;
  });

  const session = once(async id => {
    const stripe = await deps.stripe();
    const look = await looks.begin(id);
    const found = await stripe.checkout.sessions.retrieve(id);
    const order = await orderOfSession(orders, found);
    if (!order) return null;
    // The right to what was bought is there before the order says so.
    const subscriptionId = idOf(found.subscription);
    if (subscriptionId !== null) await subscription(subscriptionId);
    // So is its payment in the books: an order that is no longer pending is not asked about again.
    const invoiceId = idOf(found.invoice);
    if (invoiceId !== null) await invoice(invoiceId);
    else await ofPaymentIntent(stripe, found.payment_intent);
    return convergeOrder(deps, stripe, found, order, look);
  });

  return { session, subscription, invoice, payment };
}

export const createConverge = (deps: ConvergenceDeps): Convergence => ({
  session: id => round(deps).session(id),
  subscription: id => round(deps).subscription(id),
  invoice: id => round(deps).invoice(id),
  payment: id => round(deps).payment(id),
  together: () => round(deps),
});
