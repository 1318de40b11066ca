import { ConflictError, type PackId } from '@netcrab/plugin-api/backend';
import { counts } from '../subscriptions/current';
import type { Buyer, CheckoutDeps } from './checkout';
import { keepOrder } from './keepOrder';
import { obstacleTo, processingObstacle } from './obstacles';
import { newOrder, type Order } from './orderStore';
import type { TierPrice } from './prices';
import { holdBuyer } from './profiles';
import { ordersOf, standingOf } from './standing';

export interface Wanted {
  readonly packIds: readonly PackId[];
  readonly price: TierPrice;
  readonly termsSha256: string;
}

/** The one order of a choice, or the orders of other choices of its packs, to be closed first. */
export type Reservation =
  | { readonly order: Order; readonly inTheWay: null }
  | { readonly order: null; readonly inTheWay: readonly Order[] };

const samePurchase = (order: Order, { packIds, price }: Wanted) =>
  order.tier === price.tier &&
  order.amount === price.amount &&
  order.currency === price.currency &&
  order.packIds.join() === packIds.join();

function orderOf({ ids, access, clock, titleOf }: CheckoutDeps, buyer: Buyer, wanted: Wanted): Order {
  const { packIds, price, termsSha256 } = wanted;
  const now = clock.now();
  return newOrder(
    {
      id: ids.uuid(),
      mode: access.mode,
      orgId: buyer.orgId,
      userId: buyer.userId,
      kind: 'subscription',
      title: price.packId === null ? `${price.title}: ${packIds.map(titleOf).join(', ')}` : price.title,
      tier: price.tier,
      packIds,
      currency: price.currency,
      amount: price.amount,
      termsSha256,
      termsAcceptedAt: now,
    },
    now,
  );
}

/**
 * Keeps the order of a choice, or finds the one that it has already. An org's reservations wait for each other on every
 * instance, so a choice that is made twice at the same time has one order.
 * @throws ConflictError with the remedy where the org has a pack already, or its payment is being processed
 */
export async function reserve(deps: CheckoutDeps, buyer: Buyer, wanted: Wanted): Promise<Reservation> {
  const { database, store, orders, clock, access, titleOf } = deps;
  const { packIds, price } = wanted;
  const fresh = orderOf(deps, buyer, wanted);
  return database.transaction(async trx => {
    const now = clock.now();
    await holdBuyer(trx, buyer.orgId, access.mode, now);
    const current = (await store.ofOrg(buyer.orgId, now, trx)).filter(one => counts(one, now));
    const pending = ordersOf(await orders.pendingOf(buyer.orgId, access.mode, trx), packIds);
    const obstacle =
      obstacleTo(price.tier, packIds, current, titleOf, now) ?? processingObstacle(packIds, pending, titleOf);
    if (obstacle) throw new ConflictError(obstacle);
    const same = pending.find(one => samePurchase(one, wanted) && standingOf(one, now) !== 'over');
    // Two open checkouts of one pack could both be paid.
    const inTheWay = pending.filter(one => one !== same);
    if (inTheWay.length > 0) return { order: null, inTheWay };
    if (!same) await keepOrder(deps, trx, buyer, fresh);
    return { order: same ?? fresh, inTheWay: null };
  });
}
