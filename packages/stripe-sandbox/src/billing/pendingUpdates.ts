import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { page } from '../api/lists';
import { mergeMetadata } from '../api/metadata';
import { change, idOf, type World } from '../world';
import { type ChangedItems } from './changeItems';
import { type SubscriptionChange } from './changeSubscription';
import { subscriptionOf, voidInvoice } from './invoices';
import { wakeAt } from './subscriptions';

/** Seconds that an update waits for its payment, unless the period ends before. */
const patience = 23 * 3600;

const supported: ReadonlySet<string> = new Set<keyof SubscriptionChange>([
  'billing_cycle_anchor',
  'items',
  'metadata',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
]);

/** @throws StripeFailure for what an update that may have to wait cannot change */
export function assertCanWait(params: SubscriptionChange): void {
  const other = Object.keys(params).find(name => !supported.has(name));
  if (other === undefined) return;
  throw invalidRequest(
    `You can't set \`${other}\` when \`payment_behavior\` is set to \`pending_if_incomplete\`.`,
    { param: other },
  );
}

/** Keeps a change aside: it counts once the invoice is paid, and is forgotten if that does not happen in time. */
export function holdUpdate(
  world: World,
  held: Stripe.Subscription,
  { data, anchor }: ChangedItems,
  metadata: SubscriptionChange['metadata'],
  invoice: Stripe.Invoice,
): Stripe.Subscription {
  const ends = Math.min(...held.items.data.map(item => item.current_period_end));
  const changed: Stripe.Subscription = {
    ...held,
    latest_invoice: invoice.id,
    pending_update: {
      billing_cycle_anchor: anchor ?? null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.min(world.clock.seconds() + patience, ends),
      metadata: mergeMetadata({}, metadata),
      subscription_items: [...data],
      trial_end: null,
      trial_from_plan: null,
    },
  };
  return world.store.update('subscription', changed, { dueAt: wakeAt(changed) });
}

/** The subscription whose pending update an invoice is for. */
export function waitingFor({ store }: World, invoice: Stripe.Invoice): Stripe.Subscription | undefined {
  const id = subscriptionOf(invoice);
  const subscription = id === undefined ? undefined : store.find('subscription', id);
  return subscription?.pending_update && idOf(subscription.latest_invoice) === invoice.id
    ? subscription
    : undefined;
}

/** Does what waited for its payment. */
export function applyUpdate(world: World, held: Stripe.Subscription): void {
  const { subscription_items: items, billing_cycle_anchor: anchor, metadata } = held.pending_update ?? {};
  const changed = change(
    world,
    'subscription',
    held,
    {
      ...(items && { items: page(held.items.url, items) }),
      ...(typeof anchor === 'number' && { billing_cycle_anchor: anchor }),
      metadata: mergeMetadata(held.metadata, metadata ?? {}),
      pending_update: null,
    },
    { event: 'customer.subscription.updated' },
  );
  world.store.update('subscription', changed, { dueAt: wakeAt(changed) });
  world.emit('customer.subscription.pending_update_applied', changed);
}

/** Forgets what was not paid in time, with its invoice. */
export function dropUpdate(world: World, held: Stripe.Subscription): Stripe.Subscription {
  const invoice = world.store.find('invoice', idOf(held.latest_invoice) ?? '');
  const changed = change(
    world,
    'subscription',
    held,
    { pending_update: null },
    { event: 'customer.subscription.updated' },
  );
  world.store.update('subscription', changed, { dueAt: wakeAt(changed) });
  if (invoice?.status === 'open') voidInvoice(world, invoice);
  world.emit('customer.subscription.pending_update_expired', changed);
  return changed;
}
