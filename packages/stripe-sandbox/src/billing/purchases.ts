import type { Stripe } from 'stripe';
import { mergeMetadata } from '../api/metadata';
import { type DraftLine } from '../state/kinds';
import { idOf, type World } from '../world';
import { totalsOf } from './checkoutLines';
import { collect } from './collect';
import { createInvoice } from './invoices';
import { attachCard } from './paymentMethods';
import { chargeIntent, createIntent, type PaymentRequest } from './payments';
import { createSubscription, periodLine, productName } from './subscriptions';
import { behaviorOf } from './tax';

/** What a session's payment is for. */
export function requestFor(
  session: Stripe.Checkout.Session,
  data: Stripe.Checkout.SessionCreateParams.PaymentIntentData = {},
): Omit<PaymentRequest, 'customer' | 'method'> {
  return {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    description: data.description ?? null,
    metadata: mergeMetadata({}, data.metadata),
    transferGroup: data.transfer_group,
    receiptEmail: data.receipt_email,
    statementDescriptor: data.statement_descriptor,
  };
}

interface Purchase<D> {
  readonly session: Stripe.Checkout.Session;
  readonly items: readonly Stripe.LineItem[];
  readonly data: D | undefined;
  readonly debit: boolean;
}

/** Starts the subscription that was bought, and bills its first period. */
export function buySubscription(
  world: World,
  {
    session,
    customer,
    items,
    data,
    debit,
  }: Purchase<Stripe.Checkout.SessionCreateParams.SubscriptionData> & { customer: Stripe.Customer },
) {
  const method = attachCard(world, customer, 'good');
  const recurring = items.flatMap(({ price, quantity, metadata }) =>
    price?.recurring ? [{ price, quantity: quantity ?? 1, metadata: metadata ?? {} }] : [],
  );
  const subscription = createSubscription(world, {
    customer,
    items: recurring,
    metadata: mergeMetadata({}, data?.metadata),
    method,
    automaticTax: session.automatic_tax.enabled,
    description: data?.description,
  });
  const invoice = createInvoice(world, {
    customer,
    currency: subscription.currency,
    reason: 'subscription_create',
    subscription,
    automaticTax: session.automatic_tax.enabled,
    lines: [
      ...subscription.items.data.map(item => periodLine(item, productName(world, item.price))),
      ...onceLines(world, items),
    ],
  });
  const created = world.store.update('subscription', { ...subscription, latest_invoice: invoice.id });
  world.emit('customer.subscription.created', created);
  if (!debit) collect(world, invoice, { method, authenticated: true });
  return { subscription: subscription.id, invoice: invoice.id };
}

/** A payment, with an invoice where one was asked for. */
export function buyOnce(
  world: World,
  {
    session,
    customer,
    items,
    data,
    debit,
  }: Purchase<Stripe.Checkout.SessionCreateParams.PaymentIntentData> & {
    customer: Stripe.Customer | undefined;
  },
) {
  const total = totalsOf(items).amount_total;
  const method = customer ? attachCard(world, customer, 'good') : undefined;
  if (session.invoice_creation?.enabled && customer) {
    const invoice = createInvoice(world, {
      customer,
      currency: session.currency ?? 'usd',
      reason: 'manual',
      automaticTax: session.automatic_tax.enabled,
      lines: onceLines(world, items),
      metadata: session.invoice_creation.invoice_data.metadata ?? {},
      description: session.invoice_creation.invoice_data.description,
    });
    if (!debit) collect(world, invoice, { method, authenticated: true });
    const [payment] = world.store.all('invoice_payment', { invoice: invoice.id });
    return { invoice: invoice.id, payment_intent: idOf(payment?.payment.payment_intent) ?? null };
  }
  const intent = createIntent(world, {
    ...requestFor(session, data),
    amount: total,
    customer: customer?.id ?? null,
    method,
    kind: debit ? 'us_bank_account' : 'card',
  });
  if (!debit) chargeIntent(world, intent, { method }, 'paid');
  return { payment_intent: intent.id };
}

function onceLines(world: World, items: readonly Stripe.LineItem[]): DraftLine[] {
  const now = world.clock.seconds();
  return items.flatMap(({ price, quantity, amount_subtotal: amount }) =>
    price && !price.recurring
      ? [
          {
            description: productName(world, price),
            amount,
            quantity: quantity ?? 1,
            price: price.id,
            product: idOf(price.product),
            unitAmount: price.unit_amount ?? 0,
            taxBehavior: behaviorOf(price),
            period: { start: now, end: now },
            proration: false,
          },
        ]
      : [],
  );
}
