import type { DatabaseService } from '@netcrab/plugin-api/backend';
import { skewBands, type DataQuality } from '../../contract';

interface Row {
  product_id: string;
  day: string;
  counter: string;
  count: number | string;
  last_at: number | string;
}

export interface ProductCounts {
  accepted: number;
  rejected: number;
  lastEventAt: number | null;
}

const rejectedPrefix = 'rejected:';
const sdkPrefix = 'sdk:';
const skewPrefix = 'skew:';
const byCount =
  <T>(count: (one: T) => number) =>
  (a: T, b: T) =>
    count(b) - count(a);

/** Reads of what {@link Counters} wrote. */
export class CounterStore {
  constructor(private readonly database: DatabaseService) {}

  private async rows(orgId: string, since: string, productId?: string): Promise<Row[]> {
    const query = this.database
      .knex<Row & { org_id: string }>('telemetry_counters')
      .where({ org_id: orgId })
      .andWhere('day', '>=', since);
    return (await (productId === undefined ? query : query.andWhere({ product_id: productId })).select(
      'product_id',
      'day',
      'counter',
      'count',
      'last_at',
    )) as Row[];
  }

  /** By product id, over the days since. */
  async byProduct(orgId: string, since: string): Promise<Map<string, ProductCounts>> {
    const counts = new Map<string, ProductCounts>();
    for (const row of await this.rows(orgId, since)) {
      let entry = counts.get(row.product_id);
      if (!entry) counts.set(row.product_id, (entry = { accepted: 0, rejected: 0, lastEventAt: null }));
      if (row.counter === 'accepted') {
        entry.accepted += Number(row.count);
        entry.lastEventAt = Math.max(entry.lastEventAt ?? 0, Number(row.last_at));
      } else if (row.counter.startsWith(rejectedPrefix)) entry.rejected += Number(row.count);
    }
    return counts;
  }

  async quality(orgId: string, productId: string, days: readonly string[]): Promise<DataQuality> {
    const rows = await this.rows(orgId, days[0] ?? '', productId);
    const byDay = new Map(days.map(day => [day, { day, accepted: 0, rejected: 0, duplicates: 0, late: 0 }]));
    const rules = new Map<string, number>();
    const versions = new Map<string, number>();
    const skews = new Map<string, number>();
    let lastEventAt: number | null = null;
    const grow = (map: Map<string, number>, key: string, by: number) =>
      map.set(key, (map.get(key) ?? 0) + by);
    for (const row of rows) {
      const count = Number(row.count);
      const day = byDay.get(row.day);
      if (row.counter.startsWith(rejectedPrefix)) {
        grow(rules, row.counter.slice(rejectedPrefix.length), count);
        if (day) day.rejected += count;
      } else if (row.counter.startsWith(sdkPrefix))
        grow(versions, row.counter.slice(sdkPrefix.length), count);
      else if (row.counter.startsWith(skewPrefix)) grow(skews, row.counter.slice(skewPrefix.length), count);
      else if (
        day &&
        (row.counter === 'accepted' || row.counter === 'duplicates' || row.counter === 'late')
      ) {
        day[row.counter] += count;
      }
      if (row.counter === 'accepted') lastEventAt = Math.max(lastEventAt ?? 0, Number(row.last_at));
    }
    return {
      days: [...byDay.values()],
      rejections: Array.from(rules, ([rule, count]) => ({ rule, count })).sort(byCount(one => one.count)),
      sdkVersions: Array.from(versions, ([version, events]) => ({ version, events })).sort(
        byCount(one => one.events),
      ),
      clockSkew: skewBands.map(band => ({ band, events: skews.get(band) ?? 0 })),
      lastEventAt,
    };
  }
}
