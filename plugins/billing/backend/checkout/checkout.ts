import {
  ConflictError,
  InvalidRequestError,
  type AppConfig,
  type Ids,
  type OrgId,
  type PackId,
  type UserPrincipal,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import { tierTerms, type BuyableTier } from '../../contract';
import type { StripeAccess } from '../stripe/access';
import { counts } from '../subscriptions/current';
import type { DatabaseSubscriptionStore } from '../subscriptions/store';
import type { Converge } from '../webhooks/converge';
import type { OrderConvergence } from './convergeSession';
import { isOpenFor, offeredPack, termsOf } from './offer';
import { obstacleTo } from './obstacles';
import type { Order } from './orderStore';
import { priceOf, type Prices, type TierPrice } from './prices';
import type { BillingProfiles } from './profiles';
import { openSession } from './openSession';

export interface CheckoutDeps extends OrderConvergence {
  readonly app: AppConfig;
  readonly ids: Ids;
  readonly access: StripeAccess;
  readonly store: DatabaseSubscriptionStore;
  readonly profiles: BillingProfiles;
  readonly prices: Prices;
  readonly identity: IdentityService;
  readonly packs: PacksService | undefined;
  readonly converge: Converge;
  readonly titleOf: (packId: PackId) => string;
}

export type Buyer = Pick<UserPrincipal, 'userId' | 'name' | 'email'> & { readonly orgId: OrgId };

interface Wanted {
  readonly packIds: readonly PackId[];
  readonly price: TierPrice;
  readonly termsSha256: string;
}

function wantedOf(
  { packs }: CheckoutDeps,
  packId: string,
  request: { tier: BuyableTier; packIds: readonly string[]; termsSha256: string },
): Wanted {
  const { tier } = request;
  const pack = offeredPack(packs, packId);
  const price = priceOf(pack.packId, pack.definition, tier);
  const { title, packs: most } = tierTerms[tier];
  const refuse = (message: string) => {
    throw new InvalidRequestError('The purchase cannot have these terms.', [{ field: 'packIds', message }]);
  };
  if (!price) {
    throw new ConflictError(`${title} of this pack is agreed by contract. Contact us for an offer.`);
  }
  const packIds = [
    ...new Set([pack.packId, ...request.packIds.map(id => offeredPack(packs, id).packId)]),
  ].sort();
  if (most !== null && packIds.length > most)
    refuse(`${title} covers ${most === 1 ? 'one pack' : `up to ${most} packs`}: choose fewer`);
  if (termsOf(pack).sha256 !== request.termsSha256) {
    throw new ConflictError('The terms have changed since you read them. Read them again, then buy.');
  }
  return { packIds, price, termsSha256: request.termsSha256 };
}

const samePurchase = (order: Order, { packIds, price }: Wanted) =>
  order.tier === price.tier &&
  order.amount === price.amount &&
  order.currency === price.currency &&
  order.packIds.join() === packIds.join();

/**
 * Begins the purchase of a tier: an order, and Stripe's checkout of it.
 * @throws NotFoundError, InvalidRequestError for terms that the tier does not have, ConflictError with the remedy where
 * the org has the pack already, UnavailableError when Stripe does not answer
 */
export async function beginCheckout(
  deps: CheckoutDeps,
  buyer: Buyer,
  packId: string,
  request: { tier: BuyableTier; packIds: readonly string[]; termsSha256: string },
): Promise<{ readonly orderId: string; readonly url: string }> {
  const { store, orders, clock, ids, access, titleOf } = deps;
  const wanted = wantedOf(deps, packId, request);
  const { packIds, price } = wanted;
  const now = clock.now();
  const current = (await store.ofOrg(buyer.orgId, now)).filter(one => counts(one, now));
  const obstacle = obstacleTo(price.tier, packIds, current, titleOf);
  if (obstacle) throw new ConflictError(obstacle);
  for (const open of await orders.pendingOf(buyer.orgId, access.mode)) {
    if (!packIds.some(id => isOpenFor(open, id, now))) continue;
    // Two open checkouts of one pack could both be paid.
    if (samePurchase(open, wanted) && open.checkoutUrl !== null)
      return { orderId: open.id, url: open.checkoutUrl };
    await cancelOrder(deps, open);
  }
  const order: Order = {
    id: ids.uuid(),
    mode: access.mode,
    orgId: buyer.orgId,
    userId: buyer.userId,
    kind: 'subscription',
    state: 'pending',
    message: null,
    title: price.packId === null ? `${price.title}: ${packIds.map(titleOf).join(', ')}` : price.title,
    tier: price.tier,
    packIds,
    currency: price.currency,
    amount: price.amount,
    purchaseId: null,
    reference: {},
    returnPath: '',
    termsSha256: wanted.termsSha256,
    termsAcceptedAt: now,
    sessionId: null,
    checkoutUrl: null,
    stripeSubscriptionId: null,
    canceledAt: null,
    checkedAt: null,
    expiresAt: null,
    createdAt: now,
    updatedAt: now,
  };
  return openSession(deps, buyer, order, async stripe => ({
    mode: 'subscription',
    line_items: [{ price: await deps.prices.ensure(stripe, price), quantity: 1 }],
    subscription_data: { metadata: { netcrab_order: order.id } },
  }));
}

/** Closes the checkout of an order that nobody paid; one that was paid meanwhile stays paid. */
export async function cancelOrder(deps: CheckoutDeps, order: Order): Promise<Order> {
  const { database, orders, clock, access, converge } = deps;
  const { sessionId } = order;
  await database.transaction(async trx => {
    const current = await orders.findForUpdate(trx, order.id);
    if (current?.state !== 'pending' || current.canceledAt !== null) return;
    const now = clock.now();
    // Without a session there is nothing to pay.
    const state = sessionId === null ? 'canceled' : current.state;
    await orders.update(trx, { ...current, state, canceledAt: now, updatedAt: now });
  });
  if (sessionId === null || order.state !== 'pending') return (await orders.find(order.id)) ?? order;
  const stripe = await access.client();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.status === 'open') await stripe.checkout.sessions.expire(sessionId);
  return (await converge.session(sessionId)) ?? order;
}
