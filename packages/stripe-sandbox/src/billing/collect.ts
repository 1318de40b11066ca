import type { Stripe } from 'stripe';
import { change, idOf, type World } from '../world';
import { subscriptionOf } from './invoices';
import { methodFor } from './paymentMethods';
import { chargeIntent, createIntent } from './payments';
import { applyUpdate, waitingFor } from './pendingUpdates';

const day = 86_400;

/** Days between the attempts to collect a renewal; after the last the subscription ends. */
export const retryDays = [3, 5, 7] as const;

export interface Collection {
  readonly method?: Stripe.PaymentMethod;
  readonly authenticated?: boolean;
  /** The buyer is here and answered the bank's question with no. */
  readonly refusedAtBank?: boolean;
}

/** Charges what an open invoice asks for; a refusal is tried again on the retry schedule. */
export function collect(world: World, invoice: Stripe.Invoice, how: Collection = {}): Stripe.Invoice {
  if (invoice.amount_due === 0) return paid(world, invoice);
  const customer = idOf(invoice.customer) ?? '';
  const subscriptionId = subscriptionOf(invoice);
  const subscription = subscriptionId ? world.store.find('subscription', subscriptionId) : undefined;
  const method = how.method ?? methodFor(world, customer, subscription?.default_payment_method);
  const [held] = world.store.all('invoice_payment', { invoice: invoice.id });
  const intent = held
    ? world.store.get('payment_intent', idOf(held.payment.payment_intent) ?? '')
    : createIntent(world, {
        amount: invoice.amount_due,
        currency: invoice.currency,
        customer,
        method,
        description:
          invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
      });
  const payment = held ?? openPayment(world, invoice, intent);
  const result = how.refusedAtBank
    ? chargeIntent(world, intent, { method }, 'authentication_required')
    : chargeIntent(world, intent, { method, authenticated: how.authenticated });
  if (!result.paid) return refused(world, invoice);
  const now = world.clock.seconds();
  change(
    world,
    'invoice_payment',
    payment,
    {
      amount_paid: invoice.amount_due,
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: now },
    },
    { event: 'invoice_payment.paid' },
  );
  return paid(world, invoice);
}

function openPayment(
  world: World,
  invoice: Stripe.Invoice,
  intent: Stripe.PaymentIntent,
): Stripe.InvoicePayment {
  return world.store.insert('invoice_payment', {
    id: world.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: world.clock.seconds(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: 'payment_intent', payment_intent: intent.id },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

function paid(world: World, invoice: Stripe.Invoice): Stripe.Invoice {
  const now = world.clock.seconds();
  const settled = change(
    world,
    'invoice',
    invoice,
    {
      status: 'paid',
      attempted: true,
      attempt_count: invoice.attempt_count + (invoice.amount_due > 0 ? 1 : 0),
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      auto_advance: false,
      next_payment_attempt: null,
      status_transitions: { ...invoice.status_transitions, paid_at: now },
    },
    { event: 'invoice.paid', dueAt: null },
  );
  world.emit('invoice.payment_succeeded', settled);
  const waiting = waitingFor(world, settled);
  if (waiting) applyUpdate(world, waiting);
  recover(world, settled);
  return settled;
}

/** A subscription is active again once none of its invoices is open. */
function recover(world: World, invoice: Stripe.Invoice): void {
  const id = subscriptionOf(invoice);
  const subscription = id === undefined ? undefined : world.store.find('subscription', id);
  if (!subscription || !['incomplete', 'past_due', 'unpaid'].includes(subscription.status)) return;
  const open = world.store
    .all('invoice', { 'parent.subscription_details.subscription': subscription.id })
    .some(({ status }) => status === 'open');
  if (open) return;
  change(
    world,
    'subscription',
    subscription,
    { status: 'active' },
    { event: 'customer.subscription.updated' },
  );
}

function refused(world: World, invoice: Stripe.Invoice): Stripe.Invoice {
  // Nobody owes for a change that has not happened: its invoice waits for the buyer, without further attempts.
  const waits = waitingFor(world, invoice) !== undefined;
  const wait = waits ? undefined : retryDays[invoice.attempt_count];
  const next = wait === undefined ? null : world.clock.seconds() + wait * day;
  const failed = change(
    world,
    'invoice',
    invoice,
    { attempted: true, attempt_count: invoice.attempt_count + 1, next_payment_attempt: next },
    { event: 'invoice.payment_failed', dueAt: next === null ? null : next * 1000 },
  );
  const id = subscriptionOf(failed);
  const subscription = id === undefined ? undefined : world.store.find('subscription', id);
  if (!waits && subscription?.status === 'active') {
    change(
      world,
      'subscription',
      subscription,
      { status: 'past_due' },
      { event: 'customer.subscription.updated' },
    );
  }
  return failed;
}
