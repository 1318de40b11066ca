import type { DatabaseService, OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { DeliveredRows, Settlement } from './slice';

const daily = 'buyer_usage_daily';
const counters = 'buyer_usage_counters';

export interface UsageDay {
  readonly date: string;
  readonly rows: number;
  readonly requests: number;
}

/** Adds what was delivered to the day of each org, pack and key; in the transaction that charges it. */
export async function addUsage(trx: Knex.Transaction, settlements: readonly Settlement[]): Promise<void> {
  const totals = new Map<string, DeliveredRows & { orgId: string; packId: string }>();
  for (const { quota, delivered } of settlements) {
    for (const entry of delivered) {
      const id = JSON.stringify([quota.orgId, quota.packId, entry.date, entry.keyId]);
      const total = totals.get(id);
      if (total) {
        total.rows += entry.rows;
        total.requests += entry.requests;
      } else {
        totals.set(id, { ...entry, orgId: quota.orgId, packId: quota.packId });
      }
    }
  }
  if (totals.size === 0) return;
  await trx(daily)
    .insert(
      [...totals.values()].map(({ orgId, packId, date, keyId, rows, requests }) => ({
        org_id: orgId,
        pack_id: packId,
        date,
        key_id: keyId,
        rows,
        requests,
      })),
    )
    .onConflict(['org_id', 'pack_id', 'date', 'key_id'])
    .merge({
      rows: trx.raw('?? + excluded.??', [`${daily}.rows`, 'rows']),
      requests: trx.raw('?? + excluded.??', [`${daily}.requests`, 'requests']),
    });
}

/** Reads `buyer_usage_daily` and `buyer_usage_counters`. Dates are UTC days, `2026-11-05`. */
export class DatabaseUsageStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex'>) {}

  /** Of one pack, the days that have any, within `from` and `to` inclusive. */
  async days(orgId: OrgId, packId: string, from: string, to: string): Promise<UsageDay[]> {
    const rows: Array<{ date: string; rows: number | string; requests: number | string }> =
      await this.database
        .knex(daily)
        .where({ org_id: orgId, pack_id: packId })
        .whereBetween('date', [from, to])
        .groupBy('date')
        .orderBy('date')
        .select('date')
        .sum({ rows: 'rows', requests: 'requests' });
    return rows.map(row => ({ date: row.date, rows: Number(row.rows), requests: Number(row.requests) }));
  }

  /** Key id → day → requests, from a day on. */
  async requestsByKey(orgId: OrgId, from: string): Promise<Map<string, Map<string, number>>> {
    const rows: Array<{ key_id: string; date: string; requests: number | string }> = await this.database
      .knex(daily)
      .where({ org_id: orgId })
      .andWhere('date', '>=', from)
      .groupBy('key_id', 'date')
      .select('key_id', 'date')
      .sum({ requests: 'requests' });
    const byKey = new Map<string, Map<string, number>>();
    for (const row of rows) {
      const days = byKey.get(row.key_id) ?? new Map<string, number>();
      byKey.set(row.key_id, days.set(row.date, Number(row.requests)));
    }
    return byKey;
  }

  /** Packs the org used in a month. */
  async packsUsed(orgId: OrgId, month: string): Promise<string[]> {
    const rows: Array<{ pack_id: string }> = await this.database
      .knex(counters)
      .where({ org_id: orgId, month })
      .orderBy('pack_id')
      .select('pack_id');
    return rows.map(row => row.pack_id);
  }
}
