import type { Clock, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type Stripe from 'stripe';
import type { BuyableTier } from '../../contract';
import { toMs } from '../stripe/objects';
import type { AppliedChange } from './fromStripe';
import type { PendingUpgrade } from './store';

/** A change of tier, written down before Stripe is asked for it, so that a crash in between loses nothing. */
export interface TierChange {
  readonly id: string;
  readonly subscriptionId: string;
  readonly tier: BuyableTier;
  readonly packIds: readonly PackId[];
  readonly stripePriceId: string;
  /** Epoch ms. */
  readonly effectiveAt: number;
  readonly requestedBy: string;
}

interface Row {
  id: string;
  subscription_id: string;
  tier: BuyableTier;
  pack_ids: string;
  stripe_price_id: string;
  effective_at: number;
  applied_at: number | null;
  requested_by: string;
  created_at: number;
}

const table = 'billing_tier_changes';
/** Names the change in the metadata of Stripe's subscription. */
export const changeMetadata = 'netcrab_change';

export interface TierChanges {
  /** Once per id. */
  request(trx: Knex.Transaction, change: TierChange): Promise<void>;
  /** The change that Stripe has done and the terms do not have yet. */
  toApply(
    trx: Knex.Transaction,
    subscription: Stripe.Subscription,
    subscriptionId: string,
  ): Promise<AppliedChange | null>;
  applied(trx: Knex.Transaction, id: string): Promise<void>;
  /** The change that waits at Stripe for its payment. */
  waiting(
    trx: Knex.Transaction,
    subscription: Stripe.Subscription,
    subscriptionId: string,
  ): Promise<PendingUpgrade | null>;
}

export const createTierChanges = (clock: Clock): TierChanges => ({
  async request(trx, change) {
    await trx<Row>(table)
      .insert({
        id: change.id,
        subscription_id: change.subscriptionId,
        tier: change.tier,
        pack_ids: JSON.stringify(change.packIds),
        stripe_price_id: change.stripePriceId,
        effective_at: change.effectiveAt,
        applied_at: null,
        requested_by: change.requestedBy,
        created_at: clock.now(),
      })
      .onConflict('id')
      .ignore();
  },
  async toApply(trx, { metadata, items }, subscriptionId) {
    const id = metadata[changeMetadata];
    if (id === undefined) return null;
    const row = await trx<Row>(table)
      .where({ id, subscription_id: subscriptionId, applied_at: null })
      .first();
    if (!row || items.data[0]?.price.id !== row.stripe_price_id) return null;
    return { id, from: row.effective_at, tier: row.tier, packIds: JSON.parse(row.pack_ids) as PackId[] };
  },
  async applied(trx, id) {
    await trx<Row>(table).where({ id }).update({ applied_at: clock.now() });
  },
  async waiting(trx, { pending_update: update, latest_invoice: invoice }, subscriptionId) {
    const id = update?.metadata?.[changeMetadata];
    if (!update || id === undefined || typeof invoice !== 'object' || invoice === null) return null;
    const row = await trx<Row>(table).where({ id, subscription_id: subscriptionId }).first();
    if (!row) return null;
    return {
      change: id,
      tier: row.tier,
      packIds: JSON.parse(row.pack_ids) as PackId[],
      dueMinor: BigInt(invoice.amount_due),
      payUrl: invoice.hosted_invoice_url ?? null,
      expiresAt: toMs(update.expires_at),
    };
  },
});
