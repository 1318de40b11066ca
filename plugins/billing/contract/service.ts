import {
  createServiceRef,
  defineEvent,
  type Money,
  type OrgId,
  type PackId,
  type UserId,
} from '@netcrab/plugin-api/contract';
import { z } from 'zod';

export const tiers = ['standard', 'pro', 'enterprise'] as const;
export type Tier = (typeof tiers)[number];

export interface TierTerms {
  readonly tier: Tier;
  readonly title: string;
  /** Minor units of USD a month; null where the price is agreed by contract. */
  readonly priceMinor: number | null;
  readonly rowsPerMonth: number;
  readonly requestsPerMinute: number;
  /** How many packs one subscription covers; null for all. */
  readonly packs: number | null;
}

/** Limits of the tiers, from the specification. Standard's price is each pack's own. */
export const tierTerms: Readonly<Record<Tier, TierTerms>> = {
  standard: {
    tier: 'standard',
    title: 'Standard',
    priceMinor: 49_900,
    rowsPerMonth: 100_000,
    requestsPerMinute: 60,
    packs: 1,
  },
  pro: {
    tier: 'pro',
    title: 'Pro',
    priceMinor: 150_000,
    rowsPerMonth: 1_000_000,
    requestsPerMinute: 120,
    packs: 5,
  },
  enterprise: {
    tier: 'enterprise',
    title: 'Enterprise',
    priceMinor: null,
    rowsPerMonth: 10_000_000,
    requestsPerMinute: 300,
    packs: null,
  },
};

/** An org's right to a pack. */
export interface Subscription {
  readonly id: string;
  readonly orgId: OrgId;
  readonly tier: Tier;
  /** null: every pack. */
  readonly packIds: readonly PackId[] | null;
  readonly status: 'active' | 'past_due' | 'canceled';
  /** Epoch ms. */
  readonly startsAt: number;
  /** Epoch ms, or null for no end. */
  readonly endsAt: number | null;
}

/** What other plugins may ask of billing. */
export interface SubscriptionsService {
  /**
   * The subscription that lets this org read this pack now, the best where several do; null for none.
   * Remembered in memory, so that it may stand in the hot path; forgotten at every change.
   */
  forPack(orgId: OrgId, packId: PackId): Subscription | null | Promise<Subscription | null>;
  /** Those that count now. */
  list(orgId: OrgId): Promise<Subscription[]>;
  /** As a platform admin grants a contract. Idempotent by `id`, where given. */
  grant(grant: {
    readonly id?: string;
    readonly orgId: OrgId;
    readonly tier: Tier;
    readonly packIds: readonly PackId[] | null;
    readonly endsAt: number | null;
    readonly reason: string;
    readonly actor: string;
  }): Promise<Subscription>;
}

/** Something sold once, such as an asset or a bundle. */
export interface OneTimePurchase {
  /** Unique per sale and buyer: asking again answers the same order. */
  readonly id: string;
  readonly orgId: OrgId;
  readonly userId: UserId;
  /** On the checkout page and the invoice. */
  readonly title: string;
  readonly price: Money;
  /** What the money is booked under, as packs are: `asset:<id>`. */
  readonly product: string;
  /** Under the portal's address: where the return page leads to in the end. */
  readonly returnPath: string;
  /** Handed back with {@link orderChanged}. */
  readonly reference: Readonly<Record<string, string>>;
}

/** Selling other things than subscriptions. */
export interface BillingService extends SubscriptionsService {
  /**
   * Begins a one-time purchase; what was sold is handed over when `order_changed` says that it is paid.
   * @throws UnavailableError when Stripe does not answer
   */
  purchase(purchase: OneTimePurchase): Promise<{ readonly orderId: string; readonly url: string }>;
}

export const billingRef = createServiceRef<BillingService>('billing');

export const orderChanged = defineEvent(
  'order_changed',
  z.object({
    orderId: z.string(),
    orgId: z.string(),
    state: z.enum(['paid', 'failed', 'expired', 'canceled', 'refunded']),
    reference: z.record(z.string(), z.string()),
  }),
);

export const subscriptionsRef = createServiceRef<SubscriptionsService>('billing');

export const subscriptionChanged = defineEvent(
  'subscription_changed',
  z.object({ orgId: z.string(), subscriptionId: z.string() }),
);
