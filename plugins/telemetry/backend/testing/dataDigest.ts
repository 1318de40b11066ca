import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { TelemetryPortal } from './telemetryPortal';

/** Of every table, what its rows say but for counters of changes and of attempts. */
const leftOut: Readonly<Record<string, string>> = {
  fact_sessions: 'revision, received_at',
  events_raw: 'received_at',
  telemetry_spans: '',
  telemetry_task_baselines: '',
};
/** Positions, marks and what is counted as processed: of attempts, and so not the same in each. */
const positions = new Set([
  'fact_changes',
  'telemetry_aggregated',
  'telemetry_consumer',
  'telemetry_erasures',
  'telemetry_inferred',
  'telemetry_merges_applied',
  'telemetry_processed',
  'telemetry_screen_changes',
]);

const tablesOf = async (warehouse: WarehouseConnection): Promise<string[]> => {
  const rows = await warehouse.query<{ table_name: string }>(
    `SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary ORDER BY 1`,
  );
  return rows.map(row => row.table_name);
};

/** Everything the warehouse says, table by table. */
export async function dataDigest(warehouse: WarehouseConnection): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of await tablesOf(warehouse)) {
    if (positions.has(table)) continue;
    const columns = leftOut[table] ? `* EXCLUDE (${leftOut[table]})` : '*';
    const [row] = await warehouse.query<{ n: bigint; text: string }>(
      `SELECT count(*) AS n, md5(coalesce(string_agg(t::VARCHAR, '|' ORDER BY t::VARCHAR), '')) AS text
       FROM (SELECT ${columns} FROM ${table}) t`,
    );
    digests[table] = `${row?.n} ${row?.text}`;
  }
  return digests;
}

/** Rows, of any table of the warehouse or the database, that hold something of what was deleted. */
export async function tracesOf(
  { warehouse, database }: TelemetryPortal['core'],
  orgId: string,
  gone: { readonly user: string; readonly sessions: string; readonly product: string },
  scope: 'user' | 'product',
): Promise<number> {
  let found = 0;
  for (const table of await tablesOf(warehouse)) {
    const columns = await warehouse.query<{ column_name: string }>(
      `SELECT column_name FROM duckdb_columns() WHERE table_name = '${table}'`,
    );
    const names = columns.map(column => column.column_name);
    const own = [
      ...(names.includes('org_id') ? [`org_id = '${orgId}'`] : []),
      ...(names.includes('product_id') ? [`product_id = '${gone.product}'`] : []),
    ];
    const whole = scope === 'product' && names.includes('product_id') && !positions.has(table);
    const holds = `t::VARCHAR LIKE '%${gone.user}%' OR t::VARCHAR LIKE '%${gone.sessions}%'`;
    const condition = [...own, whole ? 'true' : `(${holds})`].join(' AND ');
    const [row] = await warehouse.query<{ n: bigint }>(
      `SELECT count(*) AS n FROM ${table} t WHERE ${condition}`,
    );
    found += Number(row?.n);
  }
  const tables: Array<{ name: string }> = await database.knex('sqlite_master').where({ type: 'table' });
  for (const { name } of tables) {
    if (scope === 'product' && name === 'telemetry_products') continue;
    const rows: object[] = await database.knex(name);
    found += rows.filter(row => JSON.stringify(row).includes(gone.user)).length;
    if (scope === 'product' && ['telemetry_counters', 'telemetry_task_labels'].includes(name))
      found += rows.filter(row => {
        const { org_id: org, product_id: product } = row as { org_id: string; product_id: string };
        return org === orgId && product === gone.product;
      }).length;
  }
  return found;
}
