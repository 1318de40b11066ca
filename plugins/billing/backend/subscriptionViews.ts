import { moneyToDecimal, type PackId } from '@netcrab/plugin-api/backend';
import {
  tiers,
  tierTerms,
  type ManagedSubscription,
  type NamedPack,
  type Subscription,
  type SubscriptionView,
  type TierView,
} from '../contract';
import type { StoredSubscription } from './subscriptionStore';

export type PackTitle = (packId: PackId) => string;

function stateOf(one: Subscription, now: number): SubscriptionView['state'] {
  if (one.status === 'canceled' || (one.endsAt !== null && one.endsAt <= now)) return 'ended';
  return one.startsAt > now ? 'upcoming' : one.status;
}

export const subscriptionView = (one: Subscription, now: number, titleOf: PackTitle): SubscriptionView => ({
  id: one.id,
  orgId: one.orgId,
  tier: one.tier,
  packs: one.packIds?.map(id => ({ id, title: titleOf(id) })) ?? null,
  state: stateOf(one, now),
  startsAt: one.startsAt,
  endsAt: one.endsAt,
});

export const managedView = (
  one: StoredSubscription,
  now: number,
  titleOf: PackTitle,
  orgName: string,
): ManagedSubscription => ({
  ...subscriptionView(one, now, titleOf),
  orgName,
  reason: one.reason,
  grantedBy: one.grantedBy,
  createdAt: one.createdAt,
  updatedAt: one.updatedAt,
});

/** What subscriptions open together, by title. */
export function openPacks(
  subscriptions: readonly Subscription[],
  allPacks: () => readonly PackId[],
  titleOf: PackTitle,
): NamedPack[] {
  const ids = new Set(subscriptions.flatMap(({ packIds }) => packIds ?? allPacks()));
  return [...ids]
    .map(id => ({ id, title: titleOf(id) }))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

export const tierViews = (): TierView[] =>
  tiers.map(id => {
    const { tier, title, priceMinor, rowsPerMonth, requestsPerMinute, packs } = tierTerms[id];
    const priceUsd =
      priceMinor === null ? null : moneyToDecimal({ minor: BigInt(priceMinor), currency: 'USD' });
    return { tier, title, priceUsd, rowsPerMonth, requestsPerMinute, packs };
  });
