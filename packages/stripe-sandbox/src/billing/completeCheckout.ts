import { type Stripe } from 'stripe';
import { mergeMetadata } from '../api/metadata';
import { type DraftLine } from '../state/kinds';
import { change, idOf, type World } from '../world';
import { taxedLines, totalsOf } from './checkoutLines';
import { customerOf, requireOpen } from './checkoutSessions';
import { collect } from './collect';
import { addressOf, createCustomer } from './customers';
import { createInvoice } from './invoices';
import { attachCard } from './paymentMethods';
import { chargeIntent, createIntent, pay, type PaymentRequest } from './payments';
import { createSubscription, periodLine, productName } from './subscriptions';
import { behaviorOf, taxRateOf } from './tax';

export interface Payment {
  /**
   * `declined` leaves the session open; a bank debit completes it now and succeeds or fails two days later.
   */
  readonly outcome: 'bankDebitFails' | 'bankDebitSucceeds' | 'declined' | 'paid';
  readonly email?: string;
  readonly name?: string;
  /** Two letters; what tax is reckoned with. */
  readonly country?: string;
}

const debitMs = 2 * 86_400_000;

/** What the buyer's press of a button on the page comes to. */
export function completeCheckout(
  world: World,
  session: Stripe.Checkout.Session,
  payment: Payment,
): Stripe.Checkout.Session {
  requireOpen(session);
  if (payment.outcome === 'declined') return decline(world, session);
  const customer = buyer(world, session, payment);
  const { subscriptionData, paymentIntentData, ...rest } = world.store.internal(
    'checkout.session',
    session.id,
  );
  const rate = session.automatic_tax.enabled
    ? taxRateOf(world, customer ?? { address: addressOf({ country: payment.country }) })
    : undefined;
  const items = taxedLines(rest.items, rate);
  const debit = payment.outcome !== 'paid';
  const bought =
    session.mode === 'subscription' && customer
      ? buySubscription(world, { session, customer, items, data: subscriptionData, debit })
      : buyOnce(world, { session, customer, items, data: paymentIntentData, debit });
  const completed = change(
    world,
    'checkout.session',
    session,
    {
      ...bought,
      ...totalsOf(items),
      automatic_tax: { ...session.automatic_tax, status: session.automatic_tax.enabled ? 'complete' : null },
      consent:
        session.consent_collection?.terms_of_service === 'required'
          ? { promotions: null, terms_of_service: 'accepted' }
          : null,
      customer: customer?.id ?? null,
      customer_details: {
        address: customer?.address ?? addressOf({ country: payment.country }),
        business_name: null,
        email: customer?.email ?? payment.email ?? session.customer_email,
        individual_name: null,
        name: customer?.name ?? payment.name ?? null,
        phone: null,
        tax_exempt: 'none',
        tax_ids: [],
      },
      payment_status: debit ? 'unpaid' : 'paid',
      status: 'complete',
      url: null,
    },
    { dueAt: debit ? world.clock.now() + debitMs : null },
  );
  world.store.update('checkout.session', completed, {
    internal: {
      ...rest,
      items,
      subscriptionData,
      paymentIntentData,
      ...(debit && { settles: payment.outcome === 'bankDebitSucceeds' ? 'succeeded' : 'failed' }),
    },
  });
  world.emit('checkout.session.completed', completed);
  return completed;
}

/** The end of a bank debit, two days after its session. */
export function settleDebit(world: World, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const { settles = 'succeeded' } = world.store.internal('checkout.session', session.id);
  const outcome = settles === 'succeeded' ? 'paid' : 'declined';
  const customer = customerOf(world, session);
  const invoice = idOf(session.invoice);
  const intent = idOf(session.payment_intent);
  if (invoice && customer) {
    const method = attachCard(world, customer, outcome === 'paid' ? 'good' : 'bad');
    collect(world, world.store.get('invoice', invoice), { method });
  } else if (intent) {
    chargeIntent(world, world.store.get('payment_intent', intent), { method: undefined }, outcome);
  }
  return change(
    world,
    'checkout.session',
    session,
    { payment_status: outcome === 'paid' ? 'paid' : 'unpaid' },
    {
      event:
        outcome === 'paid'
          ? 'checkout.session.async_payment_succeeded'
          : 'checkout.session.async_payment_failed',
      dueAt: null,
    },
  );
}

function decline(world: World, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const internal = world.store.internal('checkout.session', session.id);
  const { intent } = pay(world, {
    ...requestFor(session, internal.paymentIntentData),
    customer: idOf(session.customer) ?? null,
    method: undefined,
  });
  return world.store.update('checkout.session', session, {
    internal: { ...internal, lastError: intent.last_payment_error?.message ?? 'Your card was declined.' },
  });
}

function requestFor(
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

/** Who pays: the session's customer, with the address that was given, or a new one where one is needed. */
function buyer(
  world: World,
  session: Stripe.Checkout.Session,
  payment: Payment,
): Stripe.Customer | undefined {
  const held = customerOf(world, session);
  if (!held) {
    if (session.mode === 'payment' && session.customer_creation !== 'always') return undefined;
    return createCustomer(world, {
      address: addressOf(payment.country ? { country: payment.country } : null),
      email: session.customer_email ?? payment.email,
      name: payment.name,
    });
  }
  if (!payment.country || held.address?.country === payment.country) return held;
  return change(
    world,
    'customer',
    held,
    { address: addressOf({ ...held.address, country: payment.country } as Stripe.AddressParam) },
    { event: 'customer.updated' },
  );
}

interface Purchase<D> {
  readonly session: Stripe.Checkout.Session;
  readonly items: readonly Stripe.LineItem[];
  readonly data: D | undefined;
  readonly debit: boolean;
}

function buySubscription(
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

function buyOnce(
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
