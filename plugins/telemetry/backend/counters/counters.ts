import type { Clock, DatabaseService, Logger } from '@netcrab/plugin-api/backend';

export interface Count {
  readonly orgId: string;
  readonly productId: string;
  readonly day: string;
  readonly counter: string;
  count: number;
  lastAt: number;
}

/** Ids and versions come from outside: beyond this many new rows a flush, the rest is counted together. */
const maxPending = 20_000;
const other = '(other)';
const rowsPerStatement = 100;

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Counts per org, product, UTC day of receipt and kind. Kept in memory and added to the table every second or so: a
 * request pays an addition. A crash loses that second's counts, never events; what processing counted is exact and
 * stands in the warehouse.
 */
export function createCounters({
  database,
  clock,
  log,
}: {
  database: DatabaseService;
  clock: Clock;
  log: Logger;
}) {
  let pending = new Map<string, Count>();
  let flushing: Promise<void> = Promise.resolve();
  let dayEnd = 0;
  let day = '';

  function today(now: number): string {
    if (now >= dayEnd || now < dayEnd - 86_400_000) {
      day = dayOf(now);
      dayEnd = (Math.floor(now / 86_400_000) + 1) * 86_400_000;
    }
    return day;
  }

  function add(orgId: string, productId: string, counter: string, count: number): void {
    const now = clock.now();
    const date = today(now);
    let key = `${orgId}\n${productId}\n${date}\n${counter}`;
    let entry = pending.get(key);
    if (!entry) {
      const id = pending.size < maxPending ? productId : other;
      key = `${orgId}\n${id}\n${date}\n${counter}`;
      entry = pending.get(key);
      if (!entry)
        pending.set(key, (entry = { orgId, productId: id, day: date, counter, count: 0, lastAt: now }));
    }
    entry.count += count;
    entry.lastAt = now;
  }

  async function write(batch: Map<string, Count>): Promise<void> {
    const rows = Array.from(batch.values(), ({ orgId, productId, day: date, counter, count, lastAt }) => ({
      org_id: orgId,
      product_id: productId,
      day: date,
      counter,
      count,
      last_at: lastAt,
    }));
    try {
      await database.transaction(async trx => {
        for (let from = 0; from < rows.length; from += rowsPerStatement) {
          await trx('telemetry_counters')
            .insert(rows.slice(from, from + rowsPerStatement))
            .onConflict(['org_id', 'product_id', 'day', 'counter'])
            .merge({
              count: trx.raw('telemetry_counters.count + excluded.count'),
              last_at: trx.raw('excluded.last_at'),
            });
        }
      });
    } catch (error) {
      log.error({ err: error }, 'The event counters could not be saved; they are kept for the next attempt');
      for (const { orgId, productId, counter, count } of batch.values())
        add(orgId, productId, counter, count);
    }
  }

  return {
    add,
    /** Resolves when everything counted before stands in the table. */
    flush(): Promise<void> {
      flushing = flushing.then(async () => {
        if (pending.size === 0) return;
        const batch = pending;
        pending = new Map();
        await write(batch);
      });
      return flushing;
    },
  };
}
export type Counters = ReturnType<typeof createCounters>;
