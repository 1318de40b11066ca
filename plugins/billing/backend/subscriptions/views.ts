import { moneyToDecimal, type PackId } from '@netcrab/plugin-api/backend';
import {
  tiers,
  tierTerms,
  toMoneyView,
  type ManagedSubscription,
  type NamedPack,
  type PurchaseView,
  type Subscription,
  type SubscriptionView,
  type TierView,
} from '../../contract';
import { pendingAt } from './ahead';
import type { StoredSubscription } from './store';
import { nextTerms } from './terms';

export type PackTitle = (packId: PackId) => string;

function stateOf(one: Subscription, now: number): SubscriptionView['state'] {
  if (one.status === 'canceled' || (one.endsAt !== null && one.endsAt <= now)) return 'ended';
  return one.startsAt > now ? 'upcoming' : one.status;
}

const namedPacks = (packIds: readonly PackId[] | null, titleOf: PackTitle): NamedPack[] | null =>
  packIds?.map(id => ({ id, title: titleOf(id) })) ?? null;

function purchaseView(
  { purchase, terms }: StoredSubscription,
  now: number,
  titleOf: PackTitle,
  mayPay: boolean,
): PurchaseView | undefined {
  if (!purchase) return undefined;
  const { currency, priceMinor, nextPriceMinor, periodEnd, cancelAtPeriodEnd, graceEndsAt } = purchase;
  const next = nextTerms(terms, now);
  const pending = pendingAt(purchase, now);
  return {
    // What was planned counts by the clock, before Stripe tells of it.
    price: toMoneyView(next ? priceMinor : (nextPriceMinor ?? priceMinor), currency),
    periodEndsAt: periodEnd,
    cancelAtPeriodEnd,
    graceEndsAt,
    next: next && {
      at: next.from,
      tier: next.tier,
      packs: namedPacks(next.packIds, titleOf),
      price: toMoneyView(nextPriceMinor ?? priceMinor, currency),
    },
    pending: pending && {
      tier: pending.tier,
      packs: namedPacks(pending.packIds, titleOf),
      due: toMoneyView(pending.dueMinor, currency),
      expiresAt: pending.expiresAt,
      payUrl: mayPay ? pending.payUrl : null,
    },
  };
}

/** @param mayPay whether it is for somebody who may settle what is due */
export const subscriptionView = (
  one: StoredSubscription,
  now: number,
  titleOf: PackTitle,
  mayPay = false,
): SubscriptionView => ({
  id: one.id,
  orgId: one.orgId,
  tier: one.tier,
  packs: namedPacks(one.packIds, titleOf),
  state: stateOf(one, now),
  startsAt: one.startsAt,
  endsAt: one.endsAt,
  purchase: purchaseView(one, now, titleOf, mayPay),
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
