import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { settleBaselines, type BaselineRules } from '../facts/settleBaselines';

export interface RowCount {
  readonly table: string;
  readonly before: number;
  readonly after: number;
}

/** Rows of single users, with the column that says whose. */
export const userTables = {
  events_raw: 'user_hash',
  fact_sessions: 'user_hash',
  fact_task_runs: 'user_hash',
  fact_incidents: 'user_hash',
  fact_screen_visits: 'user_hash',
  telemetry_spans: 'user_hash',
  telemetry_run_paths: 'visit_key',
} as const;

/** Sums over users: without a user they are computed anew, without the product they go. */
export const productTables = [
  'fact_screen_hotspots',
  'flow_archetypes',
  'dim_task_types',
  'telemetry_paths',
  'telemetry_task_models',
  'telemetry_task_baselines',
  'telemetry_processed',
  'telemetry_merges_applied',
] as const;

/** Positions and marks; none says anything of users. */
export const keptTables = [
  'fact_changes',
  'telemetry_aggregated',
  'telemetry_inferred',
  'telemetry_erasures',
] as const;

export interface RowsOf {
  readonly requestId: string;
  readonly orgId: string;
  readonly productId: string;
  /** Null for the whole product. */
  readonly userHash: string | null;
}

/**
 * Deletes everything the warehouse holds of a product, or of one of its users, within the caller's transaction; tells
 * readers which days changed, and marks what is to be computed anew without it. How many rows went is kept with the
 * erasure, so that a repetition after a crash still knows.
 */
export async function eraseRows(
  connection: WarehouseConnection,
  { requestId, orgId, productId, userHash }: RowsOf,
  rules: BaselineRules,
): Promise<RowCount[]> {
  const product = [orgId, productId];
  const ofUser = userHash === null ? '' : 'AND user_hash = $3';
  const who = userHash === null ? product : [...product, userHash];
  const own = (columns: string, table: string) =>
    `SELECT ${columns} FROM ${table} WHERE org_id = $1 AND product_id = $2 ${ofUser}`;
  await connection.run(
    `CREATE TEMP TABLE erased_visits AS ${own('visit_key', 'fact_sessions')} UNION ${own('visit_key', 'events_raw')}`,
    who,
  );
  await connection.run(
    `CREATE TEMP TABLE erased_days AS ${own('start_ts::DATE AS day', 'fact_sessions')}
     UNION ${own('start::DATE', 'fact_task_runs')} UNION ${own('date', 'fact_screen_visits')}
     ${userHash === null ? `UNION ${own('date', 'fact_screen_hotspots')}` : ''}`,
    who,
  );
  await connection.run(
    `UPDATE telemetry_task_baselines SET stale = true WHERE org_id = $1 AND product_id = $2
       AND task_type IN (SELECT task_type FROM (${own('task_type', 'fact_task_runs')}))`,
    who,
  );

  const conditions = Object.entries(userTables).map(([table, column]): [string, string, string[]] =>
    column === 'user_hash'
      ? [table, `org_id = $1 AND product_id = $2 ${ofUser}`, who]
      : [
          table,
          `org_id = $1 AND product_id = $2${userHash === null ? '' : ' AND visit_key IN (SELECT visit_key FROM erased_visits)'}`,
          product,
        ],
  );
  if (userHash === null)
    for (const table of productTables) conditions.push([table, 'org_id = $1 AND product_id = $2', product]);
  const count = async (table: string, condition: string, params: string[]): Promise<number> => {
    const [row] = await connection.query<{ n: bigint }>(
      `SELECT count(*) AS n FROM ${table} WHERE ${condition}`,
      params,
    );
    return Number(row?.n ?? 0);
  };
  const counts: RowCount[] = [];
  for (const [table, condition, params] of conditions) {
    const before = await count(table, condition, params);
    if (before > 0) await connection.run(`DELETE FROM ${table} WHERE ${condition}`, params);
    counts.push({ table, before, after: await count(table, condition, params) });
  }

  if (userHash !== null) counts.push(await erasePathsOfNobody(connection, product));
  await connection.run('UPDATE telemetry_consumer SET seq = seq + 1');
  await connection.run(
    'INSERT INTO fact_changes SELECT (SELECT seq FROM telemetry_consumer), $1, $2, day FROM erased_days',
    product,
  );
  await settleBaselines(connection, rules);
  for (const table of ['erased_visits', 'erased_days']) await connection.run(`DROP TABLE ${table}`);
  return keepCounts(connection, requestId, counts);
}

/** Ways through the product that no kept run took: whoever took them is gone. */
async function erasePathsOfNobody(
  connection: WarehouseConnection,
  product: readonly string[],
): Promise<RowCount> {
  const ofProduct = 'org_id = $1 AND product_id = $2';
  const deleted = await connection.query(
    `DELETE FROM telemetry_paths WHERE ${ofProduct} AND path_key NOT IN (
       SELECT path_key FROM telemetry_run_paths WHERE ${ofProduct}
       UNION SELECT path_key FROM telemetry_spans WHERE ${ofProduct}) RETURNING path_key`,
    product,
  );
  return { table: 'telemetry_paths', before: deleted.length, after: 0 };
}

/** Adds what an earlier attempt deleted. */
async function keepCounts(
  connection: WarehouseConnection,
  requestId: string,
  counts: readonly RowCount[],
): Promise<RowCount[]> {
  const [kept] = await connection.query<{ counts: string | null }>(
    'SELECT counts FROM telemetry_erasures WHERE request_id = $1',
    [requestId],
  );
  const earlier = JSON.parse(kept?.counts ?? '[]') as RowCount[];
  const total = counts.map(one => ({
    ...one,
    before: one.before + (earlier.find(({ table }) => table === one.table)?.before ?? 0),
  }));
  await connection.run('UPDATE telemetry_erasures SET counts = $2 WHERE request_id = $1', [
    requestId,
    JSON.stringify(total),
  ]);
  return total;
}
