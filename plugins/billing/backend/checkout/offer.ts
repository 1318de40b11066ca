import { createHash } from 'node:crypto';
import { ConflictError, NotFoundError, type OrgId } from '@netcrab/plugin-api/backend';
import type { PacksService, PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import { buyableTiers, tierTerms, toMoneyView, type NamedPack, type PurchaseOptions } from '../../contract';
import { counts } from '../subscriptions/current';
import type { CheckoutDeps } from './checkout';
import { emptyObstacle, obstacleTo, processingObstacle } from './obstacles';
import { priceOf } from './prices';
import { ordersOf, standingOf } from './standing';

/** @throws NotFoundError for a pack that is not offered */
export function offeredPack(packs: PacksService | undefined, packId: string): PublishedPack {
  const pack = packs?.get(packId);
  if (!pack?.definition.spec.public) throw new NotFoundError(`There is no pack "${packId}" to buy.`);
  return pack;
}

/**
 * Packs that are offered, and have rows: nobody pays for an empty one.
 * @throws NotFoundError, ConflictError
 */
export function filledPacks(packs: PacksService | undefined, packIds: readonly string[]): PublishedPack[] {
  const found = packIds.map(id => offeredPack(packs, id));
  for (const pack of found) {
    const obstacle = emptyObstacle(pack);
    if (obstacle) throw new ConflictError(obstacle);
  }
  return found;
}

/** Every pack that is offered and has rows, by title. */
export const purchasablePacks = ({ packs, titleOf }: CheckoutDeps): NamedPack[] =>
  (packs?.list() ?? [])
    .filter(pack => pack.definition.spec.public && emptyObstacle(pack) === null)
    .map(({ packId: id }) => ({ id, title: titleOf(id) }))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));

/** What a buyer agrees to: the pack's licence. The hash says which text it was. */
export function termsOf({ definition }: PublishedPack): PurchaseOptions['terms'] {
  const { name, text, do: may, dont: mayNot } = definition.spec.license;
  return { name, text, may, mayNot, sha256: createHash('sha256').update(`${name}\n${text}`).digest('hex') };
}

/** What an org can buy of a pack now. */
export async function purchaseOptions(
  { packs, store, orders, clock, titleOf, access }: CheckoutDeps,
  orgId: OrgId,
  packId: string,
): Promise<PurchaseOptions> {
  const pack = offeredPack(packs, packId);
  const id = pack.packId;
  const now = clock.now();
  const current = (await store.ofOrg(orgId, now)).filter(one => counts(one, now));
  const pending = ordersOf(await orders.pendingOf(orgId, access.mode), [id]);
  const processing = processingObstacle([id], pending, titleOf);
  const tiers = buyableTiers.flatMap(tier => {
    const price = priceOf(id, pack.definition, tier);
    if (!price) return [];
    const { title, packs: most } = tierTerms[tier];
    const obstacle = obstacleTo(tier, [id], current, titleOf, now) ?? processing ?? emptyObstacle(pack);
    return [{ tier, title, price: toMoneyView(price.amount, price.currency), packs: most ?? 1, obstacle }];
  });
  const open = pending.find(order => standingOf(order, now) === 'open');
  return {
    pack: { id, title: titleOf(id) },
    tiers,
    terms: termsOf(pack),
    openOrderId: open?.id ?? null,
  };
}
