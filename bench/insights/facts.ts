import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** As in the demo: a session has 13 events, 3.5 stays on screens and 1.3 task runs. */
export const eventsPerSession = 13;
export const days = 90;
const screens = 60;
const usersPerSession = 1 / 20;
const piece = 250_000;

const draw = (name: string, of = 's') => `(CAST(hash('${name}|' || ${of}) % 10000 AS DOUBLE) / 10000)`;
const pick = (name: string, values: readonly string[], of = 's') =>
  `([${values.map(value => `'${value}'`).join(', ')}])[1 + CAST(floor(${draw(name, of)} * ${values.length}) AS INTEGER)]`;

/** Facts of one org, as telemetry's consumer and aggregator would leave them, day by day in the order of arrival. */
export async function fill(warehouse: WarehouseConnection, orgId: string, until: string, events: number) {
  const sessions = Math.round(events / eventsPerSession);
  const users = Math.max(100, Math.round(sessions * usersPerSession));
  for (let from = 0; from < sessions; from += piece)
    await fillPiece(warehouse, { orgId, until, sessions, users, from, to: Math.min(sessions, from + piece) });
  await warehouse.run(`INSERT INTO fact_screen_hotspots (org_id, product_id, screen_id, route, date, sessions,
      avg_frustration, rage_click_rate, dead_click_rate, error_rate, dropoff_rate, avg_time_spent_ms)
    SELECT org_id, product_id, screen_id, route, date, count(*), avg(frustration), avg(rage), avg(dead), avg(error),
      avg(exited), avg(spent)
    FROM (SELECT org_id, product_id, screen_id, route, date, 1 - exp(-sum(strain)) AS frustration,
        CAST(bool_or(rage_clicks > 0) AS INTEGER) AS rage, CAST(bool_or(dead_clicks > 0) AS INTEGER) AS dead,
        CAST(bool_or(errors > 0) AS INTEGER) AS error, CAST(bool_or(exited) AS INTEGER) AS exited, sum(spent_ms) AS spent
      FROM fact_screen_visits GROUP BY org_id, product_id, screen_id, route, date, visit_key, session_id)
    GROUP BY org_id, product_id, screen_id, route, date`);
  await warehouse.run(
    `INSERT INTO fact_changes SELECT row_number() OVER (), '${orgId}', 'app', date FROM (SELECT DISTINCT date FROM fact_screen_hotspots)`,
  );
  // Nothing is left for telemetry to aggregate or infer.
  await warehouse.run(
    'INSERT INTO telemetry_aggregated SELECT org_id, product_id, day, seq FROM fact_changes',
  );
  await warehouse.run(`INSERT INTO telemetry_inferred SELECT org_id, product_id, strftime(day, '%Y-%m'), max(seq)
    FROM fact_changes GROUP BY ALL`);
  await warehouse.run('CHECKPOINT');
}

interface Piece {
  readonly orgId: string;
  readonly until: string;
  readonly sessions: number;
  readonly users: number;
  readonly from: number;
  readonly to: number;
}

async function fillPiece(warehouse: WarehouseConnection, { orgId, until, sessions, users, from, to }: Piece) {
  await warehouse.run(`CREATE OR REPLACE TEMP TABLE made AS
    SELECT s, '${orgId}' AS org_id, 'app' AS product_id, 's_' || s AS session_id, md5('user ' || u) AS user_hash,
      CAST(hash(s) >> 1 AS BIGINT) AS visit_key, start_ts,
      '3.' || (CAST(start_ts AS DATE) - DATE '2026-01-01') // 30 || '.0' AS version_tag,
      ${pick('segment', ['starter', 'team', 'enterprise'], 'u')} AS segment,
      ${pick('device', ['desktop', 'desktop', 'desktop', 'mobile', 'tablet'], 'u')} AS device_type
    FROM (SELECT s, hash('user|' || s) % ${users} AS u,
        CAST('${until}' AS TIMESTAMP) - to_milliseconds(CAST((${sessions} - s) * ${days * 86_400_000}.0 / ${sessions} AS BIGINT)) AS start_ts
      FROM range(${from}, ${to}) AS r(s))`);
  await warehouse.run(`CREATE OR REPLACE TEMP TABLE stays AS
    SELECT made.*, seq, ${draw('trouble', "s || '|' || seq")} AS luck, seq + 1 = stays AS last,
      CAST(floor(${screens} * power(${draw('screen', "s || '|' || seq")}, 2)) AS INTEGER) AS screen
    FROM (SELECT *, 2 + CAST(floor(${draw('stays')} * 4) AS INTEGER) AS stays FROM made) AS made, range(5) AS r(seq)
    WHERE seq < stays`);
  await warehouse.run(`INSERT INTO fact_screen_visits (org_id, product_id, session_id, user_hash, seq, screen_id, route,
      entered_ts, date, spent_ms, clicks, rage_clicks, dead_clicks, errors, backtracks, abandoned_forms, exited, task_type,
      run_id, run_success, version_tag, segment, device_type, visit_key, abandoned_tasks, strain)
    SELECT org_id, product_id, session_id, user_hash, seq, 'screen-' || screen, '/screen-' || screen,
      start_ts + to_seconds(10 * seq), CAST(start_ts AS DATE), CAST(1000 + 30000 * luck AS BIGINT), 3,
      CAST(luck < 0.03 AS INTEGER), CAST(luck BETWEEN 0.03 AND 0.08 AS INTEGER), CAST(luck BETWEEN 0.08 AND 0.12 AS INTEGER),
      CAST(luck BETWEEN 0.12 AND 0.15 AS INTEGER), 0, last, 'task-' || screen % 8, 'r_' || s, luck > 0.1, version_tag,
      segment, device_type, visit_key, 0, CASE WHEN luck < 0.15 THEN 0.3 ELSE 0 END
    FROM stays`);
  await warehouse.run(`INSERT INTO fact_incidents (org_id, product_id, session_id, user_hash, ts, kind, screen_id, element_type,
      element_label_hash, occurrences, visit_key)
    SELECT org_id, product_id, session_id, user_hash, start_ts + to_seconds(10 * seq), 'dead_click', 'screen-' || screen,
      'button', 'h' || screen % 4, 1, visit_key FROM stays WHERE luck < 0.15`);
  await warehouse.run(`INSERT INTO fact_sessions (org_id, product_id, session_id, user_hash, start_ts, end_ts, duration_ms,
      click_count, unique_screens, tasks_abandoned, frustration_score, version_tag, segment, device_type, event_count, visit_key)
    SELECT org_id, product_id, session_id, user_hash, start_ts, start_ts, CAST(60000 * ${draw('long')} AS BIGINT), 6, 3,
      0, 0.4 * power(${draw('friction')}, 3), version_tag, segment, device_type, ${eventsPerSession}, visit_key FROM made`);
  await warehouse.run(`INSERT INTO fact_task_runs (org_id, product_id, session_id, user_hash, task_type, inferred, start,
      duration_ms, clicks, success, abandoned, friction, efficiency, version_tag, segment, device_type, run_id, visit_key)
    SELECT org_id, product_id, session_id, user_hash, 'task-' || hash(s) % 8, false, start_ts,
      CAST(2000 + 58000 * ${draw('duration')} AS BIGINT), 4, ${draw('success')} > 0.1, false, 0.3 * ${draw('run')},
      1 - 0.5 * ${draw('efficient')}, version_tag, segment, device_type, 'r_' || s || '_' || run, visit_key
    FROM made, range(2) AS runs(run) WHERE run = 0 OR hash('second|' || s) % 10 < 3`);
}
