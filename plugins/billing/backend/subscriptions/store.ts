import type { DatabaseService, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { StripeMode, Subscription } from '../../contract';
import { termsAt, type DatedTerms, type Terms } from './terms';

/** An upgrade that Stripe does once its payment is confirmed with the buyer's bank. */
export interface PendingUpgrade {
  /** Of the tier change. */
  readonly change: string;
  readonly tier: Subscription['tier'];
  readonly packIds: readonly PackId[];
  /** Minor units, tax included. */
  readonly dueMinor: bigint;
  /** Stripe's page of the invoice. */
  readonly payUrl: string | null;
  /** Stripe forgets it then, epoch ms. */
  readonly expiresAt: number;
}

/** What Stripe says of a subscription that was bought. Times in epoch ms. */
export interface Purchase {
  readonly mode: StripeMode;
  readonly stripeSubscriptionId: string;
  readonly stripeItemId: string;
  readonly orderId: string;
  readonly currency: string;
  /** A month, in minor units. */
  readonly priceMinor: bigint;
  /** The same once a tier that is planned counts; null where none is. */
  readonly nextPriceMinor: bigint | null;
  readonly periodEnd: number;
  readonly cancelAtPeriodEnd: boolean;
  /** While a payment is overdue. */
  readonly graceEndsAt: number | null;
  readonly pending: PendingUpgrade | null;
}

/** A subscription with what only its administration shows; tier and packs are those of now. Times in epoch ms. */
export interface StoredSubscription extends Subscription {
  readonly terms: Terms;
  /** null for one that was granted. */
  readonly purchase: Purchase | null;
  readonly reason: string;
  readonly grantedBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface Row {
  id: string;
  org_id: OrgId;
  status: Subscription['status'];
  starts_at: number;
  ends_at: number | null;
  reason: string;
  granted_by: string;
  created_at: number;
  updated_at: number;
  stripe_mode: StripeMode | null;
  stripe_subscription_id: string | null;
  stripe_item_id: string | null;
  order_id: string | null;
  currency: string | null;
  price_minor: number | null;
  next_price_minor: number | null;
  period_end: number | null;
  cancel_at_period_end: boolean | number | null;
  grace_ends_at: number | null;
  pending_upgrade: string | null;
}

interface TermsRow {
  subscription_id: string;
  from_at: number;
  tier: Subscription['tier'];
  pack_ids: string | null;
}

export interface SubscriptionFilter {
  readonly orgId?: OrgId;
  readonly state: 'current' | 'ended' | 'all';
  readonly now: number;
}

const table = 'buyer_subscriptions';
const termsTable = 'buyer_subscription_terms';

const pendingText = ({ dueMinor, ...rest }: PendingUpgrade): string =>
  JSON.stringify({ ...rest, dueMinor: String(dueMinor) });

function toPending(text: string): PendingUpgrade {
  const kept = JSON.parse(text) as Omit<PendingUpgrade, 'dueMinor'> & { readonly dueMinor: string };
  return { ...kept, dueMinor: BigInt(kept.dueMinor) };
}

const toNumber = (minor: bigint | null | undefined): number | null =>
  typeof minor === 'bigint' ? Number(minor) : null;

const toRow = (one: StoredSubscription): Row => ({
  id: one.id,
  org_id: one.orgId,
  status: one.status,
  starts_at: one.startsAt,
  ends_at: one.endsAt,
  reason: one.reason,
  granted_by: one.grantedBy,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  stripe_mode: one.purchase?.mode ?? null,
  stripe_subscription_id: one.purchase?.stripeSubscriptionId ?? null,
  stripe_item_id: one.purchase?.stripeItemId ?? null,
  order_id: one.purchase?.orderId ?? null,
  currency: one.purchase?.currency ?? null,
  price_minor: one.purchase ? Number(one.purchase.priceMinor) : null,
  next_price_minor: toNumber(one.purchase?.nextPriceMinor),
  period_end: one.purchase?.periodEnd ?? null,
  cancel_at_period_end: one.purchase?.cancelAtPeriodEnd ?? null,
  grace_ends_at: one.purchase?.graceEndsAt ?? null,
  pending_upgrade: one.purchase?.pending ? pendingText(one.purchase.pending) : null,
});

function toPurchase(row: Row): Purchase | null {
  if (row.stripe_mode === null) return null;
  return {
    mode: row.stripe_mode,
    stripeSubscriptionId: row.stripe_subscription_id ?? '',
    stripeItemId: row.stripe_item_id ?? '',
    orderId: row.order_id ?? '',
    currency: row.currency ?? '',
    priceMinor: BigInt(row.price_minor ?? 0),
    nextPriceMinor: row.next_price_minor === null ? null : BigInt(row.next_price_minor),
    periodEnd: row.period_end ?? 0,
    cancelAtPeriodEnd: Boolean(row.cancel_at_period_end),
    graceEndsAt: row.grace_ends_at,
    pending: row.pending_upgrade === null ? null : toPending(row.pending_upgrade),
  };
}

function toSubscription(row: Row, [first, ...rest]: readonly DatedTerms[], now: number): StoredSubscription {
  if (!first) throw new Error(`The subscription ${row.id} has no terms`);
  const terms: Terms = [first, ...rest];
  const { tier, packIds } = termsAt(terms, now);
  return {
    id: row.id,
    orgId: row.org_id,
    tier,
    packIds,
    terms,
    purchase: toPurchase(row),
    status: row.status,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    reason: row.reason,
    grantedBy: row.granted_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** `buyer_subscriptions` and their terms. */
export class DatabaseSubscriptionStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex'>) {}

  async ofOrg(orgId: OrgId, now: number, knex: Knex = this.database.knex): Promise<StoredSubscription[]> {
    const rows = await knex<Row>(table).where({ org_id: orgId }).orderBy('created_at', 'desc').orderBy('id');
    return this.withTerms(knex, rows, now);
  }

  async search(
    filter: SubscriptionFilter,
    limit: number,
    offset: number,
  ): Promise<{ found: StoredSubscription[]; total: number }> {
    const { knex } = this.database;
    const matching = () => {
      const query = knex<Row>(table);
      if (filter.orgId !== undefined) void query.where({ org_id: filter.orgId });
      const ended = (either: Knex.QueryBuilder) =>
        either.where('status', 'canceled').orWhere('ends_at', '<=', filter.now);
      if (filter.state === 'ended') void query.where(ended);
      if (filter.state === 'current') {
        void query
          .whereNot('status', 'canceled')
          .where(open => open.whereNull('ends_at').orWhere('ends_at', '>', filter.now));
      }
      return query;
    };
    const rows = await matching().orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset);
    const counted = await matching().count({ total: '*' }).first<{ total: number }>();
    return { found: await this.withTerms(knex, rows, filter.now), total: Number(counted.total) };
  }

  async find(knex: Knex, id: string, now: number): Promise<StoredSubscription | null> {
    return (await this.withTerms(knex, await knex<Row>(table).where({ id }), now))[0] ?? null;
  }

  /** Locked until the transaction ends. */
  async findForUpdate(trx: Knex.Transaction, id: string, now: number): Promise<StoredSubscription | null> {
    const rows = await trx<Row>(table).where({ id }).forUpdate();
    return (await this.withTerms(trx, rows, now))[0] ?? null;
  }

  /** Bought ones that Stripe still bills, whose paid period is over: something was missed. */
  async unrenewed(mode: StripeMode, before: number, limit: number): Promise<string[]> {
    const rows = await this.database
      .knex<Row>(table)
      .where({ stripe_mode: mode })
      .whereNot('status', 'canceled')
      .where('period_end', '<', before)
      .orderBy('period_end')
      .limit(limit)
      .select('stripe_subscription_id');
    return rows.flatMap(row => row.stripe_subscription_id ?? []);
  }

  async insert(trx: Knex.Transaction, one: StoredSubscription): Promise<void> {
    await trx<Row>(table).insert(toRow(one));
    await this.insertTerms(trx, one);
  }

  async update(trx: Knex.Transaction, one: StoredSubscription): Promise<void> {
    await trx<Row>(table).where({ id: one.id }).update(toRow(one));
    await trx(termsTable).where({ subscription_id: one.id }).delete();
    await this.insertTerms(trx, one);
  }

  private async insertTerms(trx: Knex.Transaction, { id, terms }: StoredSubscription): Promise<void> {
    await trx<TermsRow>(termsTable).insert(
      terms.map(({ from, tier, packIds }) => ({
        subscription_id: id,
        from_at: from,
        tier,
        pack_ids: packIds && JSON.stringify(packIds),
      })),
    );
  }

  private async withTerms(knex: Knex, rows: readonly Row[], now: number): Promise<StoredSubscription[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(row => row.id);
    const found = await knex<TermsRow>(termsTable).whereIn('subscription_id', ids).orderBy('from_at');
    const byId = new Map<string, DatedTerms[]>(ids.map(id => [id, []]));
    for (const { subscription_id, from_at, tier, pack_ids } of found) {
      const packIds = pack_ids === null ? null : (JSON.parse(pack_ids) as PackId[]);
      byId.get(subscription_id)?.push({ from: from_at, tier, packIds });
    }
    return rows.map(row => toSubscription(row, byId.get(row.id) ?? [], now));
  }
}
