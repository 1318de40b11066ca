import { asId, type DatabaseService, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { startTestPortal } from '@netcrab/backend/testing';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import type { QuotaRequest } from '../../contract';
import apiKeys from '../plugin';
import { DatabaseLeaseStore } from '../quota/leaseStore';
import { createQuotas, type Quotas } from '../quota/quotas';
import { DatabaseUsageStore } from '../quota/usageStore';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** Quotas in one database, each test's its own, and instances that share them. The month is November 2026. */
export async function startQuotas(kind: 'sqlite' | 'pg') {
  const clock = testClock();
  const portal = await startTestPortal({
    database: kind,
    plugins: [apiKeys],
    clock,
    provide: [
      [subscriptionsRef, { forPack: () => null, list: async () => [], grant: async () => undefined }],
    ],
  });
  const { database } = portal.core;
  let packs = 0;
  let made = 0;
  const total = async (table: string, { packId }: QuotaRequest) => {
    const row = await database.knex(table).where({ pack_id: packId }).sum({ rows: 'rows' }).first();
    return Number(row?.rows ?? 0);
  };

  return {
    clock,
    database,
    /** A quota nobody has used. */
    quotaOf: (rowsPerMonth: number): QuotaRequest => ({
      orgId: asId<OrgId>('org-1'),
      packId: asId<PackId>(`pack-${packs++}`),
      keyId: 'key-1',
      rowsPerMonth,
    }),
    /** What another process on the same database would be. */
    instance(options: { wait?: () => Promise<void>; database?: DatabaseService } = {}): Quotas {
      const db = options.database ?? database;
      return createQuotas({
        leases: new DatabaseLeaseStore(db),
        usage: new DatabaseUsageStore(db),
        clock,
        ids: testIds(`quotas-${made++}`),
        log: silent,
        wait: options.wait ?? (async () => undefined),
      });
    },
    /** Rows charged. */
    async counter({ orgId, packId }: QuotaRequest, month = '2026-11'): Promise<number> {
      const row = await database
        .knex('buyer_usage_counters')
        .where({ org_id: orgId, pack_id: packId, month })
        .first();
      return row?.used ?? 0;
    },
    /** What the days' usage adds up to. */
    dailyRows: (request: QuotaRequest) => total('buyer_usage_daily', request),
    leased: (request: QuotaRequest) => total('buyer_quota_leases', request),
    stop: () => portal.stop(),
  };
}

export type TestQuotas = Awaited<ReturnType<typeof startQuotas>>;
