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
import { whileSomebodyWaits } from '../stripe/errors';
import type { DatabaseSubscriptionStore } from '../subscriptions/store';
import type { Converge } from '../webhooks/converge';
import type { OrderConvergence } from './convergeSession';
import { cancelOrder } from './cancelOrder';
import { filledPacks, offeredPack, termsOf } from './offer';
import { priceOf, type Prices } from './prices';
import type { BillingProfiles } from './profiles';
import { openSession } from './openSession';
import { reserve, type Wanted } from './reserve';

/** Others of the org can begin while one closes what is in its way. */
const mostRounds = 3;

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
  const chosen = filledPacks(packs, [packId, ...request.packIds]);
  const packIds = [...new Set(chosen.map(one => one.packId))].sort();
  if (most !== null && packIds.length > most)
    refuse(`${title} covers ${most === 1 ? 'one pack' : `up to ${most} packs`}: choose fewer`);
  if (termsOf(pack).sha256 !== request.termsSha256) {
    throw new ConflictError('The terms have changed since you read them. Read them again, then buy.');
  }
  return { packIds, price, termsSha256: request.termsSha256 };
}

/**
 * Begins the purchase of a tier: an order, and Stripe's checkout of it. Begun twice, it is the same order.
 * @throws NotFoundError, InvalidRequestError for terms that the tier does not have, ConflictError with the remedy where
 * the org has the pack already, UnavailableError when Stripe does not answer
 */
export async function beginCheckout(
  deps: CheckoutDeps,
  buyer: Buyer,
  packId: string,
  request: { tier: BuyableTier; packIds: readonly string[]; termsSha256: string },
): Promise<{ readonly orderId: string; readonly url: string }> {
  const wanted = wantedOf(deps, packId, request);
  for (let round = 0; round < mostRounds; round++) {
    const { order, inTheWay } = await reserve(deps, buyer, wanted);
    if (order?.checkoutUrl) return { orderId: order.id, url: order.checkoutUrl };
    if (order) {
      return openSession(deps, buyer, order, async stripe => ({
        mode: 'subscription',
        line_items: [{ price: await deps.prices.ensure(stripe, wanted.price), quantity: 1 }],
        subscription_data: { metadata: { netcrab_order: order.id } },
      }));
    }
    for (const other of inTheWay)
      await whileSomebodyWaits('Nothing was charged. Try again in a minute.', () => cancelOrder(deps, other));
  }
  throw new ConflictError('Somebody else begins a purchase of the same packs. Try again in a minute.');
}
