import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** What 20 million events come to: a session has 12 of them and 1.4 task runs, as the demo's have. */
export const eventsPerSession = 12;
export const orgs = 60;
const tasks = ['export', 'search', 'login', 'report'];
const usersPerOrg = 500;

/** Fills telemetry's tables with these days, in the order in which they would have arrived. */
export async function fillDays(
  warehouse: WarehouseConnection,
  from: string,
  days: number,
  sessionsPerDay: number,
): Promise<void> {
  const draw = (name: string) => `(CAST(hash('${name}|' || i || '|' || run) % 10000 AS DOUBLE) / 10000)`;
  const start = `CAST('${from}' AS TIMESTAMP) + to_days(CAST(i // ${sessionsPerDay} AS INTEGER))
    + to_milliseconds(CAST((i % ${sessionsPerDay}) * 86000000 // ${sessionsPerDay} AS BIGINT))`;
  await warehouse.run(`CREATE OR REPLACE TEMP TABLE made AS
    WITH sessions AS (
      SELECT i, CAST(hash('user|${from}|' || i) % ${orgs * usersPerOrg} AS INTEGER) AS u, ${start} AS start_ts
      FROM range(${days * sessionsPerDay}) AS r(i)
    )
    SELECT 'org_' || (u % ${orgs}) AS org_id, 's_${from}_' || i AS session_id, md5('user ' || u) AS user_hash,
      start_ts + to_minutes(run) AS start, run,
      ([${tasks.map(task => `'${task}'`).join(', ')}])[1 + CAST(floor(${draw('task')} * ${tasks.length}) AS INTEGER)] AS task_type,
      1 + CAST(floor(${draw('complexity')} * 2) AS INTEGER) AS flow_complexity,
      CAST(2000 + 58000 * ${draw('duration')} AS BIGINT) AS duration_ms,
      2 + CAST(floor(${draw('clicks')} * 6) AS INTEGER) AS clicks,
      0.5 * ${draw('friction')} AS friction
    FROM sessions, range(2) AS runs(run) WHERE run = 0 OR hash('second|' || i) % 10 < 4`);
  await warehouse.run(`INSERT INTO fact_sessions (org_id, product_id, session_id, user_hash, start_ts, end_ts, event_count)
    SELECT org_id, 'app', session_id, user_hash, start, start, ${eventsPerSession} FROM made WHERE run = 0`);
  await warehouse.run(`INSERT INTO fact_task_runs (org_id, product_id, session_id, user_hash, task_type, inferred, start,
      duration_ms, clicks, screens, lostness, success, abandoned, friction, efficiency, flow_complexity, version_tag)
    SELECT org_id, 'app', session_id, user_hash, task_type, false, start, duration_ms, clicks, 2, 0.1, true, false,
      friction, 0.5, flow_complexity, '1.0.0' FROM made`);
  await warehouse.run(`INSERT INTO fact_changes SELECT (SELECT coalesce(max(seq), 0) FROM fact_changes) + row_number() OVER (), org_id, 'app', day
    FROM (SELECT DISTINCT org_id, CAST(start AS DATE) AS day FROM made)`);
  await warehouse.run('DROP TABLE made');
}

/**
 * The pack's aggregation as one would write it by hand: users' days, two cells of each, medians, means and p90 per cell
 * with the orgs' shares, and the sessions per org and month. No noise, ledger, rows or files.
 */
export const handWritten = [
  `WITH units AS (
     SELECT org_id, user_hash, CAST(start AS DATE) AS day, task_type, flow_complexity,
       avg(clicks) AS clicks, avg(duration_ms) AS duration, avg(friction) AS friction
     FROM fact_task_runs GROUP BY ALL
   ), bounded AS (
     SELECT * FROM units
     QUALIFY row_number() OVER (PARTITION BY org_id, user_hash, day ORDER BY hash(user_hash, day, task_type, flow_complexity)) <= 2
   ), shares AS (
     SELECT day, task_type, flow_complexity, count(*) AS orgs, max(units) AS largest
     FROM (SELECT day, task_type, flow_complexity, org_id, count(*) AS units FROM bounded GROUP BY ALL) GROUP BY ALL
   )
   SELECT day, task_type, flow_complexity, any_value(orgs) AS orgs, any_value(largest) AS largest, count(*) AS units,
     median(clicks) AS median_clicks, median(duration) AS median_duration, avg(friction) AS mean_friction,
     quantile_cont(friction, 0.9) AS p90_friction
   FROM bounded JOIN shares USING (day, task_type, flow_complexity) GROUP BY ALL ORDER BY ALL`,
  `SELECT org_id, strftime(start_ts, '%Y-%m') AS month, count(*) AS sessions FROM fact_sessions GROUP BY ALL ORDER BY ALL`,
];
