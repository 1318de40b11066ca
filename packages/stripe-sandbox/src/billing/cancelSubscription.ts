import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { idOf, type World } from '../world';
import { collect } from './collect';
import { createInvoice } from './invoices';
import { holdLines, takeLines } from './pendingItems';
import { unusedTime } from './prorations';
import { endSubscription, productName } from './subscriptions';

/** Ends a subscription at once; `prorate` credits what is left of its period. */
export function cancelSubscription(
  world: World,
  held: Stripe.Subscription,
  params: Stripe.SubscriptionCancelParams,
): Stripe.Subscription {
  if (held.status === 'canceled') {
    throw invalidRequest(`No such subscription: '${held.id}'`, { code: 'resource_missing', param: 'id' });
  }
  const customer = world.store.get('customer', idOf(held.customer));
  const at = world.clock.seconds();
  if (params.prorate) {
    const credits = held.items.data.flatMap(
      item => unusedTime({ item, at, name: productName(world, item.price) }) ?? [],
    );
    holdLines(world, customer.id, held.id, credits);
  }
  const ended = endSubscription(world, held, 'cancellation_requested', {
    comment: params.cancellation_details?.comment || null,
    feedback: params.cancellation_details?.feedback || null,
  });
  const lines = params.invoice_now ? takeLines(world, held.id) : [];
  if (lines.length === 0) return ended;
  const invoice = createInvoice(world, {
    customer,
    currency: held.currency,
    reason: 'subscription_update',
    subscription: ended,
    automaticTax: held.automatic_tax.enabled,
    lines,
  });
  collect(world, invoice);
  return world.store.update('subscription', { ...ended, latest_invoice: invoice.id });
}
