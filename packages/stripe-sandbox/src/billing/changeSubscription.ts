import type { Stripe } from 'stripe';
import { invalidRequest, StripeFailure } from '../api/errors';
import { page } from '../api/lists';
import { mergeMetadata } from '../api/metadata';
import { type DraftLine } from '../state/kinds';
import { change, idOf, type World } from '../world';
import { collect } from './collect';
import { createInvoice } from './invoices';
import { changeItems, type ChangedItems } from './changeItems';
import { holdLines, takeLines } from './pendingItems';
import { assertCanWait, dropUpdate, holdUpdate } from './pendingUpdates';
import { wakeAt } from './subscriptions';
import { assertLocated } from './tax';

export type SubscriptionChange = Pick<
  Stripe.SubscriptionUpdateParams,
  | 'automatic_tax'
  | 'billing_cycle_anchor'
  | 'cancel_at'
  | 'cancel_at_period_end'
  | 'cancellation_details'
  | 'default_payment_method'
  | 'description'
  | 'items'
  | 'metadata'
  | 'payment_behavior'
  | 'proration_behavior'
  | 'proration_date'
>;

/** Changes a subscription: its items with prorations, when it ends, and what is only kept. */
export function changeSubscription(
  world: World,
  current: Stripe.Subscription,
  params: SubscriptionChange,
): Stripe.Subscription {
  // Another change of the items takes the place of one that waits.
  const held = current.pending_update && params.items ? dropUpdate(world, current) : current;
  if (held.status === 'canceled' || held.status === 'incomplete_expired') {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  }
  if (params.automatic_tax?.enabled) {
    assertLocated(world.store.get('customer', idOf(held.customer)));
  }
  const items = changeItems(world, held, params);
  if (params.payment_behavior === 'pending_if_incomplete') {
    assertCanWait(params);
    const lines = linesNow(items, params);
    if (lines.length > 0) return payFirst(world, held, items, lines, params);
  }
  const changed = change(
    world,
    'subscription',
    held,
    {
      ...ending(world, held, params),
      ...(params.automatic_tax && {
        automatic_tax: { ...held.automatic_tax, enabled: params.automatic_tax.enabled },
      }),
      ...(params.default_payment_method !== undefined && {
        default_payment_method: params.default_payment_method || null,
      }),
      ...(params.description !== undefined && { description: params.description || null }),
      ...(items.anchor !== undefined && { billing_cycle_anchor: items.anchor }),
      items: page(held.items.url, items.data),
      metadata: mergeMetadata(held.metadata, params.metadata),
    },
    { event: 'customer.subscription.updated' },
  );
  const waking = world.store.update('subscription', changed, { dueAt: wakeAt(changed) });
  return bill(world, waking, items.lines, params);
}

/** Prorations wait for the next invoice, or are invoiced at once; a new billing cycle always is. */
function bill(
  world: World,
  subscription: Stripe.Subscription,
  { credits, charges, now }: { credits: DraftLine[]; charges: DraftLine[]; now: DraftLine[] },
  params: SubscriptionChange,
): Stripe.Subscription {
  const behavior = params.proration_behavior ?? 'create_prorations';
  const prorations = behavior === 'none' ? [] : [...credits, ...charges];
  if (now.length === 0 && behavior !== 'always_invoice') {
    holdLines(world, idOf(subscription.customer), subscription.id, prorations);
    return subscription;
  }
  const lines = [...takeLines(world, subscription.id), ...prorations, ...now];
  if (lines.length === 0) return subscription;
  const invoice = invoiceChange(world, subscription, lines, params);
  world.store.update('subscription', { ...subscription, latest_invoice: invoice.id });
  const collected = collect(world, invoice);
  if (collected.status !== 'paid' && params.payment_behavior === 'error_if_incomplete') {
    throw refusal(world, collected);
  }
  return world.store.get('subscription', subscription.id);
}

function invoiceChange(
  world: World,
  subscription: Stripe.Subscription,
  lines: readonly DraftLine[],
  params: SubscriptionChange,
): Stripe.Invoice {
  return createInvoice(world, {
    customer: world.store.get('customer', idOf(subscription.customer)),
    currency: subscription.currency,
    reason: 'subscription_update',
    subscription,
    automaticTax: subscription.automatic_tax.enabled,
    prorationDate: params.proration_date ?? world.clock.seconds(),
    lines,
  });
}

/** What a change charges at once. */
function linesNow(
  { lines }: ChangedItems,
  { proration_behavior: behavior }: SubscriptionChange,
): DraftLine[] {
  const { credits, charges, now } = lines;
  if (now.length === 0 && behavior !== 'always_invoice') return [];
  return behavior === 'none' ? now : [...credits, ...charges, ...now];
}

/** A change that counts only once its invoice is paid. */
function payFirst(
  world: World,
  held: Stripe.Subscription,
  items: ChangedItems,
  lines: readonly DraftLine[],
  params: SubscriptionChange,
): Stripe.Subscription {
  const invoice = invoiceChange(world, held, lines, params);
  const waiting = holdUpdate(world, held, items, params.metadata, invoice);
  collect(world, invoice);
  const after = world.store.get('subscription', held.id);
  if (after.pending_update) world.emit('customer.subscription.updated', waiting);
  return after;
}

/** Why the change was not paid: the bank said no, or wants to hear from the buyer. */
function refusal(world: World, { id }: Stripe.Invoice): StripeFailure {
  const [payment] = world.store.all('invoice_payment', { invoice: id });
  const intent = payment && world.store.get('payment_intent', idOf(payment.payment.payment_intent) ?? '');
  if (intent?.last_payment_error?.code === 'authentication_required') {
    return new StripeFailure(402, {
      type: 'card_error',
      code: 'subscription_payment_intent_requires_action',
      message: 'The payment of this subscription needs an action of the buyer before it can succeed.',
    });
  }
  return new StripeFailure(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  });
}

/** When and why it will end. */
function ending(
  world: World,
  held: Stripe.Subscription,
  params: SubscriptionChange,
): Partial<Stripe.Subscription> {
  const { cancel_at_period_end: atPeriodEnd, cancel_at: at, cancellation_details: details } = params;
  const because = {
    comment: details?.comment || (held.cancellation_details?.comment ?? null),
    feedback: details?.feedback || (held.cancellation_details?.feedback ?? null),
    feedback_option: held.cancellation_details?.feedback_option ?? null,
  };
  const leaves = (cancelAt: number, periodEnd: boolean) => ({
    cancel_at: cancelAt,
    cancel_at_period_end: periodEnd,
    canceled_at: world.clock.seconds(),
    cancellation_details: { ...because, reason: 'cancellation_requested' as const },
  });
  if (atPeriodEnd === true) {
    return leaves(Math.max(...held.items.data.map(item => item.current_period_end)), true);
  }
  if (typeof at === 'number') {
    if (at <= world.clock.seconds())
      throw invalidRequest('`cancel_at` must be in the future.', { param: 'cancel_at' });
    return leaves(at, false);
  }
  if (at !== undefined && at !== '' && at !== null) {
    throw invalidRequest('The sandbox takes a time.', { param: 'cancel_at' });
  }
  if (atPeriodEnd === false || at === '') {
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { ...because, reason: null },
    };
  }
  return details
    ? { cancellation_details: { ...because, reason: held.cancellation_details?.reason ?? null } }
    : {};
}
