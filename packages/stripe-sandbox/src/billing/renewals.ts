import type { Stripe } from 'stripe';
import { page } from '../api/lists';
import { change, idOf, type World } from '../world';
import { collect } from './collect';
import { createInvoice } from './invoices';
import { takeLines } from './pendingItems';
import { endOfPeriod } from './periods';
import { endSubscription, intervalOf, periodLine, productName, wakeAt } from './subscriptions';

/** The end of a period: the subscription ends with it, or its next one is billed. */
export function renew(world: World, subscription: Stripe.Subscription): void {
  const now = world.clock.seconds();
  if (subscription.cancel_at !== null && subscription.cancel_at <= now) {
    endSubscription(world, subscription, 'cancellation_requested');
    return;
  }
  const renewed = new Set<string>();
  const items = subscription.items.data.map(item => {
    if (item.current_period_end > now) return item;
    renewed.add(item.id);
    const start = item.current_period_end;
    return {
      ...item,
      current_period_start: start,
      current_period_end: endOfPeriod(subscription.billing_cycle_anchor, intervalOf(item.price), start),
    };
  });
  const next = { ...subscription, items: page(subscription.items.url, items) };
  const invoice = createInvoice(world, {
    customer: world.store.get('customer', idOf(subscription.customer)),
    currency: subscription.currency,
    reason: 'subscription_cycle',
    subscription: next,
    automaticTax: subscription.automatic_tax.enabled,
    lines: [
      ...takeLines(world, subscription.id),
      ...items
        .filter(({ id }) => renewed.has(id))
        .map(item => periodLine(item, productName(world, item.price))),
    ],
  });
  change(
    world,
    'subscription',
    subscription,
    { items: next.items, latest_invoice: invoice.id },
    { event: 'customer.subscription.updated', dueAt: wakeAt(next) },
  );
  collect(world, invoice);
}

/** One more attempt to collect; after the last the subscription ends. */
export function retry(world: World, invoice: Stripe.Invoice): void {
  if (invoice.status !== 'open') return;
  const tried = collect(world, invoice);
  if (tried.status !== 'open' || tried.next_payment_attempt !== null) return;
  const id = idOf(tried.parent?.subscription_details?.subscription);
  const subscription = id === undefined ? undefined : world.store.find('subscription', id);
  if (subscription && subscription.status !== 'canceled')
    endSubscription(world, subscription, 'payment_failed');
}
