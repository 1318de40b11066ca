import type { DatabaseService, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Subscription } from '../contract';

/** A subscription with what only its administration shows. Times in epoch ms. */
export interface StoredSubscription extends Subscription {
  readonly reason: string;
  readonly grantedBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface Row {
  id: string;
  org_id: OrgId;
  tier: Subscription['tier'];
  all_packs: boolean | number;
  status: Subscription['status'];
  starts_at: number;
  ends_at: number | null;
  reason: string;
  granted_by: string;
  created_at: number;
  updated_at: number;
}

export interface SubscriptionFilter {
  readonly orgId?: OrgId;
  readonly state: 'current' | 'ended' | 'all';
  readonly now: number;
}

const table = 'buyer_subscriptions';
const packTable = 'buyer_subscription_packs';

const toRow = (one: StoredSubscription): Row => ({
  id: one.id,
  org_id: one.orgId,
  tier: one.tier,
  all_packs: one.packIds === null,
  status: one.status,
  starts_at: one.startsAt,
  ends_at: one.endsAt,
  reason: one.reason,
  granted_by: one.grantedBy,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
});

const toSubscription = (row: Row, packIds: readonly PackId[]): StoredSubscription => ({
  id: row.id,
  orgId: row.org_id,
  tier: row.tier,
  packIds: row.all_packs ? null : packIds,
  status: row.status,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  reason: row.reason,
  grantedBy: row.granted_by,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

/** `buyer_subscriptions` and the packs they name. */
export class DatabaseSubscriptionStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex'>) {}

  async ofOrg(orgId: OrgId): Promise<StoredSubscription[]> {
    const { knex } = this.database;
    return this.withPacks(
      knex,
      await knex<Row>(table).where({ org_id: orgId }).orderBy('created_at', 'desc').orderBy('id'),
    );
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
    return { found: await this.withPacks(knex, rows), total: Number(counted.total) };
  }

  /** Locked until the transaction ends. */
  async findForUpdate(trx: Knex.Transaction, id: string): Promise<StoredSubscription | null> {
    const rows = await trx<Row>(table).where({ id }).forUpdate();
    return (await this.withPacks(trx, rows))[0] ?? null;
  }

  async insert(trx: Knex.Transaction, one: StoredSubscription): Promise<void> {
    await trx<Row>(table).insert(toRow(one));
    await this.insertPacks(trx, one);
  }

  async update(trx: Knex.Transaction, one: StoredSubscription): Promise<void> {
    await trx<Row>(table).where({ id: one.id }).update(toRow(one));
    await trx(packTable).where({ subscription_id: one.id }).delete();
    await this.insertPacks(trx, one);
  }

  private async insertPacks(trx: Knex.Transaction, { id, packIds }: StoredSubscription): Promise<void> {
    if (!packIds?.length) return;
    await trx(packTable).insert(packIds.map(packId => ({ subscription_id: id, pack_id: packId })));
  }

  private async withPacks(knex: Knex, rows: readonly Row[]): Promise<StoredSubscription[]> {
    if (rows.length === 0) return [];
    const packs: Array<{ subscription_id: string; pack_id: PackId }> = await knex(packTable)
      .whereIn(
        'subscription_id',
        rows.map(row => row.id),
      )
      .orderBy('pack_id')
      .select('subscription_id', 'pack_id');
    const byId = new Map<string, PackId[]>(rows.map(row => [row.id, []]));
    for (const pack of packs) byId.get(pack.subscription_id)?.push(pack.pack_id);
    return rows.map(row => toSubscription(row, byId.get(row.id) ?? []));
  }
}
