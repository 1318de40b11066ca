import {
  moneyFromDecimal,
  type Clock,
  type DatabaseService,
  type Ids,
  type PackId,
} from '@netcrab/plugin-api/backend';
import type { PackDefinition } from '@netcrab/plugin-pack-builder/contract';
import type Stripe from 'stripe';
import { tierTerms, type BuyableTier, type StripeMode } from '../../contract';
import { contentKey } from '../stripe/idempotency';

/** What a tier of a pack costs a month. */
export interface TierPrice {
  readonly tier: BuyableTier;
  /** null where any packs have the price, as Pro's. */
  readonly packId: PackId | null;
  /** On invoices. */
  readonly title: string;
  readonly currency: string;
  /** Minor units. */
  readonly amount: bigint;
}

interface Row {
  id: string;
  stripe_mode: StripeMode;
  tier: BuyableTier;
  pack_id: string;
  currency: string;
  amount: number;
  stripe_product_id: string;
  stripe_price_id: string;
  created_at: number;
}

const table = 'billing_prices';
/** Of the prices in pack definitions. */
const currency = 'usd';

/** From the pack's definition, never from a request; null where the tier is not sold online. */
export function priceOf(packId: PackId, definition: PackDefinition, tier: BuyableTier): TierPrice | null {
  const { pricing } = definition.spec;
  const text = pricing[tier];
  if (tier === 'pro') {
    const { priceMinor, title } = tierTerms.pro;
    if (text === 'contact' || priceMinor === null) return null;
    return { tier, packId: null, title, currency, amount: BigInt(priceMinor) };
  }
  if (text === undefined || text === 'contact') return null;
  const { minor } = moneyFromDecimal(text, currency);
  const title = `${tierTerms[tier].title}: ${definition.metadata.title}`;
  return minor > 0n ? { tier, packId, title, currency, amount: minor } : null;
}

export interface Prices {
  /** Stripe's price, made when it is first needed. */
  ensure(stripe: Stripe, price: TierPrice): Promise<string>;
  find(stripePriceId: string): Promise<{ tier: BuyableTier; packId: PackId | null } | null>;
}

export function createPrices({
  database: { knex },
  clock,
  ids,
  mode,
}: {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly mode: StripeMode;
}): Prices {
  return {
    async ensure(stripe, { tier, packId, title, currency, amount }) {
      const key = { stripe_mode: mode, tier, pack_id: packId ?? '', currency, amount: Number(amount) };
      const known = await knex<Row>(table).where(key).first();
      if (known) return known.stripe_price_id;
      const named = { name: title, metadata: { netcrab_tier: tier, netcrab_pack: packId ?? '' } };
      const product = await stripe.products.create(named, { idempotencyKey: contentKey('product', named) });
      const terms = {
        product: product.id,
        currency,
        unit_amount: Number(amount),
        recurring: { interval: 'month' as const },
        tax_behavior: 'exclusive' as const,
        metadata: named.metadata,
      };
      const price = await stripe.prices.create(terms, { idempotencyKey: contentKey('price', terms) });
      const row: Row = {
        ...key,
        id: ids.uuid(),
        stripe_product_id: product.id,
        stripe_price_id: price.id,
        created_at: clock.now(),
      };
      await knex<Row>(table).insert(row).onConflict().ignore();
      const kept = await knex<Row>(table).where(key).first();
      return kept?.stripe_price_id ?? price.id;
    },
    async find(stripePriceId) {
      const row = await knex<Row>(table).where({ stripe_price_id: stripePriceId }).first();
      return row ? { tier: row.tier, packId: row.pack_id === '' ? null : (row.pack_id as PackId) } : null;
    },
  };
}
