import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** Made-up behaviour, straight into telemetry's tables: what a seeded day of sessions looks like. */
export interface Facts {
  readonly orgs: number;
  /** First org's number. */
  readonly firstOrg?: number;
  readonly from: string;
  readonly days: number;
  readonly sessionsPerDay: number;
  readonly tasks: readonly string[];
  /** Releases by number; an org's later days are on the last one. */
  readonly versions?: readonly string[];
  /** Task runs of a session. */
  readonly runs?: number;
}

/** Fills `fact_sessions`, `fact_task_runs` and `fact_changes`; all of it follows from the arguments. */
export async function fillFacts(warehouse: WarehouseConnection, facts: Facts): Promise<void> {
  const { orgs, firstOrg = 0, from, days, sessionsPerDay, tasks, versions = ['1.0.0'], runs = 1 } = facts;
  const seed = `${from}|${firstOrg}`;
  const draw = (name: string) =>
    `(CAST(hash('${seed}|${name}|' || i || '|' || run) % 10000 AS DOUBLE) / 10000)`;
  const pick = (list: readonly string[], index: string) =>
    `([${list.map(one => `'${one}'`).join(', ')}])[1 + CAST(${index} AS INTEGER)]`;
  await warehouse.run(`CREATE OR REPLACE TEMP TABLE made AS
    SELECT i, run, 'org_' || (${firstOrg} + CAST(hash('${seed}|org|' || i) % ${orgs} AS INTEGER)) AS org_id,
      's_${firstOrg}_' || i AS session_id, 'u_${firstOrg}_' || i AS user_hash,
      CAST('${from}' AS TIMESTAMP) + to_days(CAST(i % ${days} AS INTEGER)) + to_hours(9) + to_minutes(run) AS start,
      ${pick(tasks, `floor(${draw('task')} * ${tasks.length})`)} AS task_type,
      ${pick(versions, `floor((i % ${days}) * ${versions.length} / ${days})`)} AS version_tag,
      1 + CAST(floor(${draw('complexity')} * 2) AS INTEGER) AS flow_complexity,
      CAST(2000 + 8000 * ${draw('duration')} AS BIGINT) AS duration_ms,
      2 + CAST(floor(${draw('clicks')} * 6) AS INTEGER) AS clicks,
      least(1, 0.2 + 0.3 * ${draw('friction')}) AS friction,
      0.5 + 0.3 * ${draw('efficiency')} AS efficiency
    FROM range(${days * sessionsPerDay}) AS sessions(i), range(${runs}) AS r(run)`);
  await warehouse.run(`INSERT INTO fact_sessions (org_id, product_id, session_id, user_hash, start_ts, end_ts, version_tag)
    SELECT org_id, 'app', session_id, user_hash, min(start), max(start), any_value(version_tag) FROM made GROUP BY ALL`);
  await warehouse.run(`INSERT INTO fact_task_runs (org_id, product_id, session_id, user_hash, task_type, inferred, start,
      duration_ms, clicks, screens, lostness, success, abandoned, friction, efficiency, flow_complexity, version_tag)
    SELECT org_id, 'app', session_id, user_hash, task_type, false, start, duration_ms, clicks, 2, 0.1, true, false,
      friction, efficiency, flow_complexity, version_tag FROM made`);
  await warehouse.run(`INSERT INTO fact_changes SELECT (SELECT coalesce(max(seq), 0) FROM fact_changes) + row_number() OVER (), org_id, 'app', day
    FROM (SELECT DISTINCT org_id, CAST(start AS DATE) AS day FROM made)`);
  await warehouse.run('DROP TABLE made');
}
