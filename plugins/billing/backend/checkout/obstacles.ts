import type { PackId } from '@netcrab/plugin-api/backend';
import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import type { BuyableTier } from '../../contract';
import { tierTerms } from '../../contract';
import { isPending, isPlanned } from '../subscriptions/ahead';
import type { StoredSubscription } from '../subscriptions/store';
import { nextTerms } from '../subscriptions/terms';
import type { Order } from './orderStore';
import { ordersOf } from './standing';

/** Why a pack cannot be bought by anybody yet; null where it has rows. */
export const emptyObstacle = ({ definition, latest }: PublishedPack): string | null =>
  latest !== null && latest.rows > 0
    ? null
    : `${definition.metadata.title} has no published rows yet, so there is nothing to sell. It can be bought once its first build is published.`;

/** Why an org cannot buy a tier of these packs now, with the remedy; null where it can. */
export function obstacleTo(
  tier: BuyableTier,
  packIds: readonly PackId[],
  current: readonly StoredSubscription[],
  titleOf: (packId: PackId) => string,
  now: number,
): string | null {
  for (const packId of packIds) {
    const held = current.find(one => covers(one, packId));
    if (!held) {
      const ahead = aheadObstacle(packId, current, titleOf, now);
      if (ahead) return ahead;
      continue;
    }
    const name = `${titleOf(packId)} by ${tierTerms[held.tier].title}`;
    if (!held.purchase) return `Your organisation has ${name}, by a contract.`;
    return held.tier === tier
      ? `Your organisation has ${name} already.`
      : `Your organisation has ${name} already. Change the tier of that subscription instead.`;
  }
  const pro = current.find(one => mayAdd(one, now) && roomIn(one) >= packIds.length);
  return pro
    ? `Your Pro subscription has room for ${roomIn(pro)} more ${roomIn(pro) === 1 ? 'pack' : 'packs'}. Add it there, at no cost.`
    : null;
}

const covers = ({ packIds }: StoredSubscription, packId: PackId) =>
  packIds === null || packIds.includes(packId);

/** Pro whose packs can be chosen: its tier is not about to change. */
const mayAdd = ({ tier, purchase, terms }: StoredSubscription, now: number): boolean =>
  tier === 'pro' && purchase !== null && (nextTerms(terms, now)?.tier ?? 'pro') === 'pro';

/** Why a pack is not to be paid for beside a subscription that will open it. null where none will. */
function aheadObstacle(
  packId: PackId,
  current: readonly StoredSubscription[],
  titleOf: (packId: PackId) => string,
  now: number,
): string | null {
  for (const one of current) {
    if (isPlanned(one, packId, now))
      return `Your ${tierTerms[one.tier].title} subscription opens ${titleOf(packId)} with its next period. Wait until then, or take it out there, so that you do not pay for it twice.`;
    if (isPending(one, packId, now))
      return `An upgrade that opens ${titleOf(packId)} waits for your bank’s confirmation. Confirm its payment, or let it lapse within a day.`;
  }
  return null;
}

/** Why a subscription cannot take up these packs: another opens one of them, or will. null where none does. */
export function coveredObstacle(
  packIds: readonly PackId[],
  others: readonly StoredSubscription[],
  titleOf: (packId: PackId) => string,
  now: number,
): string | null {
  for (const packId of packIds) {
    const held = others.find(one => covers(one, packId));
    const ahead = held ? null : aheadObstacle(packId, others, titleOf, now);
    if (ahead) return ahead;
    if (held)
      return `Your organisation has ${titleOf(packId)} by ${tierTerms[held.tier].title} in another subscription. Leave it out, or let that subscription end first, so that you do not pay for it twice.`;
  }
  return null;
}

/** Why a tier of these packs must wait: a payment of one of them may still succeed. null where none is under way. */
export function processingObstacle(
  packIds: readonly PackId[],
  pending: readonly Order[],
  titleOf: (packId: PackId) => string,
): string | null {
  const paid = ordersOf(pending, packIds).find(one => one.sessionId !== null && one.checkoutUrl === null);
  if (!paid) return null;
  const names = paid.packIds.filter(id => packIds.includes(id)).map(titleOf);
  return `The bank is still processing your payment for ${names.join(', ')} (order “${paid.title}”). This can take some days: wait for its outcome, so that you are not charged twice.`;
}

const roomIn = ({ packIds }: StoredSubscription) => (tierTerms.pro.packs ?? 0) - (packIds?.length ?? 0);
