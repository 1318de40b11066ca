import type { Clock, Ids, Logger, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { QuotaService, QuotaState } from '../../contract';
import type { Wait } from '../verify/lookupBatch';
import { lastDays, utcCalendar } from './calendar';
import type { DatabaseLeaseStore } from './leaseStore';
import { createLeasing } from './leasing';
import { LiveSlices } from './liveSlices';
import { createSettlements } from './settlements';
import type { DatabaseUsageStore } from './usageStore';

export interface QuotaOptions {
  readonly leases: DatabaseLeaseStore;
  readonly usage: DatabaseUsageStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Logger;
  readonly wait: Wait;
}

export interface Quotas extends QuotaService {
  /** Writes what was delivered and returns what is not needed. Done by itself twice a second. */
  flush(): Promise<void>;
  /** Flushes and gives every lease back. */
  stop(): Promise<void>;
}

/** Row quotas by leases: the hot path decides in memory, the database sees a few writes a second. */
export function createQuotas({ leases, usage, clock, ids, log, wait }: QuotaOptions): Quotas {
  const calendar = utcCalendar(clock);
  const live = new LiveSlices();
  const settlements = createSettlements({ leases, live, clock, log });
  const leasing = createLeasing({ leases, live, settlements, calendar, clock, ids, log, wait });
  const { flush } = settlements;

  return {
    reserve(request, rows) {
      if (!Number.isSafeInteger(rows) || rows < 0) throw new RangeError(`Cannot reserve ${rows} rows`);
      const { now, date, month } = calendar();
      const quota = { orgId: request.orgId, packId: request.packId, month: month.key };
      const slice = live.get(quota);
      if (!slice || slice.limit !== request.rowsPerMonth || !slice.canGive(rows, now))
        return leasing.take(request, rows, quota);
      const reservation = slice.take(rows, request.keyId, date, now);
      settlements.arm();
      if (slice.free < slice.lowWater) leasing.refill(slice, now);
      return reservation;
    },

    async state({ orgId, packId, rowsPerMonth }): Promise<QuotaState> {
      await flush();
      const { now, month } = calendar();
      const quota = { orgId, packId, month: month.key };
      const { used, leased } = await leases.read(quota, now);
      const own = live.ofQuota(quota);
      const unsettled = own.reduce((sum, slice) => sum + slice.unsettled, 0);
      const idle = own.reduce((sum, slice) => sum + slice.free, 0);
      return {
        used: used + unsettled,
        reserved: Math.max(0, leased - unsettled - idle),
        limit: rowsPerMonth,
        resetsAt: month.end,
      };
    },

    async daily(orgId: OrgId, packId: PackId, days: number) {
      await flush();
      const dates = lastDays(clock.now(), days);
      const found = new Map(
        (await usage.days(orgId, packId, dates[0] ?? '', dates.at(-1) ?? '')).map(day => [day.date, day]),
      );
      return dates.map(date => found.get(date) ?? { date, rows: 0, requests: 0 });
    },

    flush,

    async stop() {
      live.retireAll();
      await flush();
      settlements.disarm();
    },
  };
}
