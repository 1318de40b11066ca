import type { OrgId, WarehouseValue } from '@netcrab/plugin-api/backend';
import type { TelemetryService } from '@netcrab/plugin-telemetry/contract';
import type { Options } from '../contract';
import { num, ofOrg, type Reader } from './scope/scope';
import { dayOf } from './scope/window';

type Row = Record<string, WarehouseValue>;
const most = 200;

/** What views of an organisation can be narrowed to: whatever its events of all time name. */
export async function readOptions(
  reader: Reader,
  telemetry: Pick<TelemetryService, 'products'>,
  orgId: OrgId,
): Promise<Options> {
  const { sql, params } = ofOrg(orgId);
  const named = (column: string) =>
    reader.query<Row>(
      `SELECT ${column} AS name, count(*) AS n, min(start_ts) AS first FROM fact_sessions
       WHERE ${sql} AND ${column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, name LIMIT ${most}`,
      params,
    );
  const [days, products, releases, segments, devices, tasks, registered] = await Promise.all([
    reader.query<Row>(
      `SELECT min(start_ts) AS first, max(start_ts) AS last FROM fact_sessions WHERE ${sql}`,
      params,
    ),
    named('product_id'),
    named('version_tag'),
    named('segment'),
    named('device_type'),
    reader.query<Row>(
      `SELECT task_type AS name, count(*) AS n FROM fact_task_runs WHERE ${sql} GROUP BY 1 ORDER BY n DESC, name LIMIT ${most}`,
      params,
    ),
    telemetry.products({ orgId }),
  ]);
  const first = days[0]?.first;
  const last = days[0]?.last;
  const names = new Map(registered.map(({ productId, name }): [string, string] => [productId, name]));
  const ids = new Set([...names.keys(), ...products.map(row => String(row.name))]);
  return {
    firstDay: typeof first === 'number' ? dayOf(first) : null,
    lastDay: typeof last === 'number' ? dayOf(last) : null,
    products: [...ids].map(productId => ({ productId, name: names.get(productId) ?? productId })),
    releases: [...releases]
      .sort((a, b) => num(b.first) - num(a.first))
      .map(row => ({ release: String(row.name), sessions: num(row.n) })),
    segments: segments.map(row => String(row.name)).sort(),
    devices: devices.map(row => String(row.name)).sort(),
    tasks: tasks.map(row => ({ task: String(row.name), runs: num(row.n) })),
  };
}
