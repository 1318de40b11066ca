import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import type { StripeMode } from '../../contract';
import type { DatabaseOrderStore } from '../checkout/orderStore';
import type { Looks } from '../webhooks/looks';
import { announceChange, type By, type SubscriptionChanges } from './change';
import { coveredBy, giveBack, unlessCovered } from './covered';
import { orderIdOf, subscriptionFromStripe } from './fromStripe';
import type { StoredSubscription } from './store';
import type { TierChanges } from './tierChanges';

export interface SubscriptionConvergence extends SubscriptionChanges {
  readonly mode: StripeMode;
  readonly orders: DatabaseOrderStore;
  readonly looks: Looks;
  readonly tierChanges: TierChanges;
  readonly graceMs: number;
}

const byStripe: By = { actor: { kind: 'system', id: 'stripe' }, reason: 'As Stripe says' };

/** What tells two states apart: neither who wrote last nor when. */
const content = ({ status, startsAt, endsAt, terms, purchase }: StoredSubscription) => ({
  status,
  startsAt,
  endsAt,
  terms,
  purchase,
});

function actionOf(before: StoredSubscription | null, after: StoredSubscription): string {
  if (!before) return after.status === 'canceled' ? 'subscription.covered' : 'subscription.bought';
  if (after.status === 'canceled' && before.status !== 'canceled') return 'subscription.ended';
  const waited = before.purchase?.pending?.change;
  const waits = after.purchase?.pending?.change;
  if (waits !== undefined && waits !== waited) return 'subscription.upgrade-waits';
  return waited !== undefined && waits === undefined && after.tier === before.tier
    ? 'subscription.upgrade-lapsed'
    : 'subscription.changed';
}

/**
 * Makes the subscription here what it is at Stripe now.
 * @returns it; null for one that is not of our making, or never began
 */
export async function convergeSubscription(
  deps: SubscriptionConvergence,
  stripe: Stripe,
  stripeSubscriptionId: string,
  by: By = byStripe,
): Promise<StoredSubscription | null> {
  const { database, store, orders, looks, tierChanges, clock, graceMs, mode } = deps;
  const look = await looks.begin(stripeSubscriptionId);
  const subscription = await stripe.subscriptions.retrieve(stripeSubscriptionId, {
    expand: ['latest_invoice'],
  });
  const orderId = orderIdOf(subscription);
  const found = orderId === null ? null : await orders.find(orderId);
  if (!found || found.mode !== mode) return null;
  const result = await database.transaction(async trx => {
    const now = clock.now();
    // First the look, which others wait for: then what they have written is seen.
    const newest = await looks.write(trx, stripeSubscriptionId, look);
    const order = (await orders.findForUpdate(trx, found.id)) ?? found;
    const known = await store.findForUpdate(trx, order.id, now);
    if (!newest) return known;
    const change = known && (await tierChanges.toApply(trx, subscription, known.id));
    const pending = known && (await tierChanges.waiting(trx, subscription, known.id));
    const told = subscriptionFromStripe({ subscription, order, known, change, pending, graceMs, now }, mode);
    if (!told) return known;
    const next = await unlessCovered(deps, trx, order, known, told, now);
    if (change) await tierChanges.applied(trx, change.id);
    if (known && isDeepStrictEqual(content(known), content(next))) return known;
    await (known ? store.update(trx, next) : store.insert(trx, next));
    await announceChange(deps, trx, actionOf(known, next), by, known, next);
    return next;
  });
  if (!result) return null;
  deps.changed(result.orgId);
  // One that is covered never counts, so that the order of one that does need not be read again.
  const order = result.status === 'canceled' ? await orders.find(found.id) : null;
  if (order && coveredBy(order) !== null) await giveBack(stripe, subscription, order.id);
  return result;
}
