import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { QuotaKey, Settlement } from './slice';
import { addUsage } from './usageStore';

const counters = 'buyer_usage_counters';
const leases = 'buyer_quota_leases';

export interface LeaseRequest {
  readonly quota: QuotaKey;
  readonly leaseId: string;
  /** Whether the lease should be there already. */
  readonly extend: boolean;
  readonly limit: number;
  /** The least that helps; 0 when topping up ahead of need. */
  readonly need: number;
  readonly now: number;
  readonly expiresAt: number;
}

export type LeaseAnswer =
  | { readonly outcome: 'granted'; readonly rows: number }
  /** The lease to extend has expired and its rows are gone. */
  | { readonly outcome: 'lost' }
  | {
      readonly outcome: 'refused';
      readonly used: number;
      /** Leased to this lease. */
      readonly own: number;
      /** Leased to others, who were asked to return what they do not need. */
      readonly others: number;
    };

export interface SettlementAnswer {
  /** Lease ids whose settlement is in the database now. */
  readonly settled: ReadonlySet<string>;
  /** Lease ids that had expired: nothing of them was charged. */
  readonly lost: ReadonlySet<string>;
}

/** A slice is at most this share of the limit, and of what is left, so that it dwindles towards the end of the quota. */
const largestShareOfLimit = 1 / 20;
const largestShareOfRest = 1 / 8;

/**
 * `buyer_usage_counters` and `buyer_quota_leases`. At every commit: used + leased ≤ limit of the last grant. Whoever changes
 * a lease holds the lock on its counter, so that two instances see each other.
 */
export class DatabaseLeaseStore {
  constructor(private readonly database: DatabaseService) {}

  /** Leases rows: at least `need`, or none. A new lease may be empty when none are needed. */
  acquire({ quota, leaseId, extend, limit, need, now, expiresAt }: LeaseRequest): Promise<LeaseAnswer> {
    const columns = toColumns(quota);
    return this.database.transaction(async trx => {
      await trx(counters)
        .insert({ ...columns, used: 0, updated_at: now })
        .onConflict(['org_id', 'pack_id', 'month'])
        .ignore();
      const counter = await trx(counters).where(columns).forUpdate().first<{ used: number }>('used');
      await trx(leases).where(columns).andWhere('expires_at', '<=', now).delete();
      const held: Array<{ id: string; rows: number }> = await trx(leases).where(columns).select('id', 'rows');
      const mine = held.find(lease => lease.id === leaseId);
      if (extend && !mine) return { outcome: 'lost' };
      const own = mine?.rows ?? 0;
      const others = held.reduce((sum, lease) => sum + lease.rows, -own);
      const rest = limit - counter.used - own - others;
      const slice = Math.min(Math.floor(rest * largestShareOfRest), Math.ceil(limit * largestShareOfLimit));
      const rows = Math.max(need, slice, 0);
      if (rest < need || (extend && rows === 0)) {
        if (need > 0 && others > 0)
          await trx(leases).where(columns).whereNot({ id: leaseId }).update({ recalled: true });
        return { outcome: 'refused', used: counter.used, own, others };
      }
      if (mine)
        await trx(leases)
          .where({ id: leaseId })
          .update({ rows: own + rows, expires_at: expiresAt, recalled: false });
      else
        await trx(leases).insert({
          id: leaseId,
          ...columns,
          rows,
          expires_at: expiresAt,
          settled_seq: 0,
          recalled: false,
        });
      return { outcome: 'granted', rows };
    });
  }

  /**
   * Writes settlements, all or none: charges what was delivered, takes it and what is returned off the leases, and renews
   * them. A settlement written before, whose answer was lost, changes nothing.
   */
  settle(settlements: readonly Settlement[], now: number, expiresAt: number): Promise<SettlementAnswer> {
    return this.database.transaction(async trx => {
      await this.lockCounters(trx, settlements);
      const applied = await this.shrinkLeases(trx, settlements, expiresAt);
      const missing = settlements.filter(one => !applied.has(one.leaseId));
      const before = await this.settledBefore(trx, missing);
      const fresh = settlements.filter(one => applied.has(one.leaseId));
      await this.charge(trx, fresh, now);
      await addUsage(trx, fresh);
      return {
        settled: new Set([...applied, ...before]),
        lost: new Set(missing.map(one => one.leaseId).filter(id => !before.has(id))),
      };
    });
  }

  /** Those of these leases that another instance wants back. */
  async recalled(leaseIds: readonly string[]): Promise<string[]> {
    const rows: Array<{ id: string }> = await this.database
      .knex(leases)
      .whereIn('id', [...leaseIds])
      .andWhere({ recalled: true })
      .select('id');
    return rows.map(row => row.id);
  }

  async read(quota: QuotaKey, now: number): Promise<{ readonly used: number; readonly leased: number }> {
    const columns = toColumns(quota);
    const { knex } = this.database;
    const [counter, leased] = await Promise.all([
      knex(counters).where(columns).first<{ used: number } | undefined>('used'),
      knex(leases)
        .where(columns)
        .andWhere('expires_at', '>', now)
        .sum({ rows: 'rows' })
        .first<{ rows: number | string | null }>(),
    ]);
    return { used: counter?.used ?? 0, leased: Number(leased.rows ?? 0) };
  }

  /** Removes leases that have ended and that nobody asked about since. */
  async sweep(now: number): Promise<void> {
    await this.database.knex(leases).where('expires_at', '<=', now).delete();
  }

  /** In one order, so that two instances cannot wait for each other; SQLite locks the database as a whole. */
  private async lockCounters(trx: Knex.Transaction, settlements: readonly Settlement[]): Promise<void> {
    if (this.database.dialect === 'sqlite') return;
    const keys = settlements.map(({ quota }) => [quota.orgId, quota.packId, quota.month]);
    await trx(counters)
      .whereIn(['org_id', 'pack_id', 'month'], keys)
      .orderBy(['org_id', 'pack_id', 'month'])
      .forUpdate()
      .select('month');
  }

  private async shrinkLeases(
    trx: Knex.Transaction,
    settlements: readonly Settlement[],
    expiresAt: number,
  ): Promise<Set<string>> {
    const values = settlements.map(() => '(?, cast(? as bigint), cast(? as bigint))').join(', ');
    const result = await trx.raw(
      `update ${leases} set "rows" = ${leases}."rows" - v.column2, settled_seq = v.column3, expires_at = ?, recalled = false
       from (values ${values}) as v
       where ${leases}.id = v.column1 and ${leases}.settled_seq = v.column3 - 1
       returning ${leases}.id as id`,
      [
        expiresAt,
        ...settlements.flatMap(one => [one.leaseId, one.deliveredRows + one.returnedRows, one.seq]),
      ],
    );
    return new Set(rowsOf<{ id: string }>(result).map(row => row.id));
  }

  private async settledBefore(trx: Knex.Transaction, missing: readonly Settlement[]): Promise<Set<string>> {
    if (missing.length === 0) return new Set();
    const seqs = new Map(missing.map(one => [one.leaseId, one.seq]));
    const rows: Array<{ id: string; settled_seq: number }> = await trx(leases)
      .whereIn('id', [...seqs.keys()])
      .select('id', 'settled_seq');
    return new Set(rows.filter(row => row.settled_seq === seqs.get(row.id)).map(row => row.id));
  }

  private async charge(
    trx: Knex.Transaction,
    settlements: readonly Settlement[],
    now: number,
  ): Promise<void> {
    const totals = new Map<string, { quota: QuotaKey; rows: number }>();
    for (const { quota, deliveredRows } of settlements) {
      if (deliveredRows === 0) continue;
      const id = JSON.stringify(toColumns(quota));
      const total = totals.get(id) ?? { quota, rows: 0 };
      total.rows += deliveredRows;
      totals.set(id, total);
    }
    if (totals.size === 0) return;
    await trx(counters)
      .insert(
        [...totals.values()].map(({ quota, rows }) => ({ ...toColumns(quota), used: rows, updated_at: now })),
      )
      .onConflict(['org_id', 'pack_id', 'month'])
      .merge({ used: trx.raw('?? + excluded.used', [`${counters}.used`]), updated_at: now });
  }
}

const toColumns = ({ orgId, packId, month }: QuotaKey) => ({ org_id: orgId, pack_id: packId, month });

/** The rows of a raw statement: SQLite answers them bare, Postgres in an envelope. */
const rowsOf = <Row>(result: Row[] | { rows: Row[] }): Row[] =>
  Array.isArray(result) ? result : result.rows;
