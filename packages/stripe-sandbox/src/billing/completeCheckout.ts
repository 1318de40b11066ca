import type { Stripe } from 'stripe';
import { change, idOf, type World } from '../world';
import { taxedLines, totalsOf } from './checkoutLines';
import { customerOf, requireOpen } from './checkoutSessions';
import { collect } from './collect';
import { addressOf, createCustomer } from './customers';
import { attachCard } from './paymentMethods';
import { chargeIntent, pay } from './payments';
import { buyOnce, buySubscription, requestFor } from './purchases';
import { taxRateOf } from './tax';

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
  const invoiceId = idOf(session.invoice);
  const invoice = invoiceId === undefined ? undefined : world.store.get('invoice', invoiceId);
  const intent = idOf(session.payment_intent);
  if (invoice && customer) {
    const method = attachCard(world, customer, outcome === 'paid' ? 'good' : 'bad');
    if (invoice.status === 'open') collect(world, invoice, { method });
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
    { address: addressOf({ ...held.address, country: payment.country }) },
    { event: 'customer.updated' },
  );
}
