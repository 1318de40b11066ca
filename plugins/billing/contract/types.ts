import { z } from 'zod';
import { moneyView } from './money';
import { tiers } from './service';

const epochMs = z.int().nonnegative();

export const tier = z.object({
  tier: z.enum(tiers),
  title: z.string(),
  /** Decimal USD a month, `"499.00"`; null where the price is agreed by contract. */
  priceUsd: z.string().nullable(),
  rowsPerMonth: z.int().positive(),
  requestsPerMinute: z.int().positive(),
  /** How many packs it covers; null for all. */
  packs: z.int().positive().nullable(),
});
export type TierView = z.output<typeof tier>;

export const namedPack = z.object({ id: z.string(), title: z.string() });
export type NamedPack = z.output<typeof namedPack>;

/** `upcoming` and `ended` follow from the clock; the others are stored. */
export const subscriptionStates = ['active', 'past_due', 'upcoming', 'ended'] as const;

/** An upgrade that counts once its payment is confirmed with the bank. */
export const pendingUpgradeView = z.object({
  tier: z.enum(tiers),
  packs: z.array(namedPack).nullable(),
  /** Tax included. */
  due: moneyView,
  /** Forgotten then, if it is not paid. */
  expiresAt: epochMs,
  /** Stripe's page where it is confirmed; null for those who may not pay. */
  payUrl: z.string().nullable(),
});
export type PendingUpgradeView = z.output<typeof pendingUpgradeView>;

/** Of a subscription that was bought. */
export const purchaseView = z.object({
  /** A month, of the tier that holds now, before tax. */
  price: moneyView,
  /** Paid until then; renewed then, unless it is canceled. */
  periodEndsAt: epochMs,
  cancelAtPeriodEnd: z.boolean(),
  /** While a payment is overdue: until when it counts all the same. */
  graceEndsAt: epochMs.nullable(),
  /** Terms that count later, such as a downgrade. */
  next: z
    .object({ at: epochMs, tier: z.enum(tiers), packs: z.array(namedPack).nullable(), price: moneyView })
    .nullable(),
  pending: pendingUpgradeView.nullable(),
});
export type PurchaseView = z.output<typeof purchaseView>;

export const subscriptionView = z.object({
  id: z.string(),
  orgId: z.string(),
  tier: z.enum(tiers),
  /** null: every pack. */
  packs: z.array(namedPack).nullable(),
  state: z.enum(subscriptionStates),
  startsAt: epochMs,
  endsAt: epochMs.nullable(),
  /** Absent for one that was granted. */
  purchase: purchaseView.optional(),
});
export type SubscriptionView = z.output<typeof subscriptionView>;

/** As a platform admin sees it. */
export const managedSubscription = subscriptionView.extend({
  orgName: z.string(),
  /** Of the last change. */
  reason: z.string(),
  grantedBy: z.string(),
  createdAt: epochMs,
  updatedAt: epochMs,
});
export type ManagedSubscription = z.output<typeof managedSubscription>;

const reason = z
  .string()
  .trim()
  .min(3, 'Say why, for the audit log')
  .max(500, 'Keep the reason to 500 characters');

export const subscriptionTerms = z.strictObject({
  tier: z.enum(tiers),
  /** null: every pack; Enterprise only. */
  packIds: z.array(z.string().min(1).max(120)).max(200).nullable(),
  /** Epoch ms; null for no end. */
  endsAt: epochMs.nullable(),
  reason,
});
export type SubscriptionTerms = z.output<typeof subscriptionTerms>;

export const grantRequest = subscriptionTerms.extend({ orgId: z.string().min(1).max(64) });
export type GrantRequest = z.output<typeof grantRequest>;

export const endRequest = z.strictObject({ reason });
