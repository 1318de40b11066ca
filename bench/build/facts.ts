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

const bucket = (value: string, edges: readonly number[]) =>
  `CASE ${edges.map((edge, index) => `WHEN ${value} < ${edge} THEN ${index}`).join(' ')} ELSE ${edges.length} END`;
const histograms = [
  { name: 'clicks', edges: [1.5, 2.5, 3.5, 4.5, 6.5, 9.5, 15.5, 30.5] },
  { name: 'duration', edges: [4000, 8000, 13_000, 20_000, 30_000, 45_000, 90_000, 300_000] },
  { name: 'spread', edges: [0.2, 0.3, 0.4, 0.5, 0.7] },
];
const cell = 'vertical, day, task, complexity';
const rules = `orgs >= 20 AND 2 * largest[1] <= units AND 5 * list_sum(largest) <= 4 * units
  AND 100 * (units - list_sum(largest)) >= 15 * largest[1]`;

/** Per window and key the units of all orgs and of the two largest. */
const shares = (day: string, complexity = 'complexity') =>
  `SELECT vertical, ${day} AS day, task, ${complexity} AS complexity, count(*) AS orgs, sum(units) AS units, max(units, 2) AS largest
   FROM (SELECT vertical, ${day} AS day, task, ${complexity} AS complexity, org_id, sum(units) AS units FROM org_days GROUP BY ALL)
   GROUP BY ALL`;

/**
 * The pack's aggregation as one would write it by hand, with all that its rows come from: contributors' runs, clipped;
 * users' days, two cells of each; how many windows of each grain keep the org rules; per cell the orgs' shares, the sum
 * and the histograms that are noised; the sessions per org and day. No noise, ledger, rows or files.
 */
export const handWritten = [
  `CREATE OR REPLACE TEMP TABLE contributors AS
     SELECT DISTINCT org_id, product_id, 'CUSTOM' AS vertical FROM fact_sessions`,
  `CREATE OR REPLACE TEMP TABLE bounded AS
   WITH units AS (
     SELECT org_id, coalesce(nullif(user_hash, ''), session_id) AS person, CAST(start AS DATE) AS day, vertical,
       CASE WHEN inferred OR task_type IS NULL THEN 'OTHER' ELSE task_type END AS task,
       least(5, greatest(1, flow_complexity)) AS complexity, avg(least(512, greatest(0, clicks))) AS clicks,
       avg(least(3600000, greatest(500, duration_ms))) AS duration,
       avg(least(0.8, greatest(0, friction))) AS friction, avg(least(1, greatest(0, friction))) AS spread
     FROM fact_task_runs JOIN contributors USING (org_id, product_id) GROUP BY ALL
   )
   SELECT * FROM units
   QUALIFY row_number() OVER (PARTITION BY org_id, person, day ORDER BY hash('key', person, day, task, complexity)) <= 2`,
  `CREATE OR REPLACE TEMP TABLE org_days AS
     SELECT org_id, ${cell}, count(*) AS units, sum(friction - 0.4) AS friction FROM bounded GROUP BY ALL`,
  [
    shares('day'),
    shares("date_trunc('week', day)"),
    shares("date_trunc('month', day)"),
    shares("date_trunc('month', day)", '0'),
  ]
    .map(
      level => `SELECT vertical, task, complexity, count(*) FILTER (${rules}) AS passing, count(*) AS windows
   FROM (${level}) GROUP BY ALL`,
    )
    .join(' UNION ALL '),
  `WITH friction AS (SELECT ${cell}, sum(friction) AS friction FROM org_days GROUP BY ALL)
   ${histograms
     .map(
       ({ name, edges }) => `, ${name}s AS (
     SELECT ${cell}, list((bucket, units)) AS ${name}
     FROM (SELECT ${cell}, ${bucket(name, edges)} AS bucket, count(*) AS units FROM bounded GROUP BY ALL) GROUP BY ALL)`,
     )
     .join('')}
   SELECT * FROM (${shares('day')}) JOIN friction USING (${cell})
     ${histograms.map(({ name }) => `JOIN ${name}s USING (${cell})`).join(' ')} ORDER BY ALL`,
  `SELECT org_id, product_id, CAST(start_ts AS DATE) AS day, count(*) AS sessions
   FROM fact_sessions JOIN contributors USING (org_id, product_id) GROUP BY ALL ORDER BY ALL`,
];
