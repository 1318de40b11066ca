import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { FrustrationWeights } from '../processing/strain';

/** The columns of `fact_screen_visits`, in the order they are written in. */
export const visitColumns = `org_id, product_id, session_id, user_hash, seq, screen_id, route, entered_ts, date, spent_ms,
  clicks, rage_clicks, dead_clicks, errors, backtracks, abandoned_forms, exited, task_type, run_id, run_success,
  version_tag, segment, device_type, visit_key, abandoned_tasks, strain`;

/** What tells a session from all others; `s` stands for it within an aggregation. */
export const identity = 'visit_key, session_id, user_hash, org_id, product_id';

const sessions = `CREATE TEMP TABLE day_sessions AS
  SELECT row_number() OVER ()::INTEGER AS s, ${identity}, start_ts, end_ts, event_count, version_tag, segment,
    device_type, day
  FROM fact_sessions f JOIN days d USING (org_id, product_id)
  WHERE f.start_ts::DATE = d.day AND f.start_ts >= epoch_ms($1::BIGINT) AND f.start_ts < epoch_ms($2::BIGINT)`;

/**
 * Where these sessions come to a screen, and their last events, by what is still kept of them, in the order of
 * `orderEvents`, with what was counted up to there. An event's own shift of the clock gives way to the smallest of its
 * visit, as there: the few visits with more than one are looked up. Events are sought by what none of these sessions'
 * lies outside of, so that other parts of the table are not read.
 */
const marks = `CREATE TEMP TABLE marks AS
  WITH raw AS (SELECT visit_key, session_id, user_hash, org_id, product_id, ts, shift_ms, event_id, screen_id, route,
      event_type, name
    FROM events_raw WHERE visit_key IN (SELECT visit_key FROM day_sessions)
      AND ts >= epoch_ms($1::BIGINT) AND received_at <= epoch_ms($2::BIGINT)),
  skewed AS (SELECT visit_key, min(shift_ms) AS least FROM raw GROUP BY visit_key HAVING least < max(shift_ms)),
  timed AS (SELECT raw.* REPLACE (raw.ts - to_milliseconds(coalesce(shift_ms - least, 0)) AS ts)
    FROM raw LEFT JOIN skewed USING (visit_key)),
  events AS (SELECT d.s, e.event_id, e.ts, e.screen_id, e.route,
      4 * epoch_ms(e.ts) + CASE e.name WHEN 'task_started' THEN 0 WHEN 'task_completed' THEN 2 ELSE 1 END AS place,
      (e.event_type = 'click')::INTEGER AS click,
      (e.event_type = 'custom' AND coalesce(e.name = 'error', false))::INTEGER AS error
    FROM timed e JOIN day_sessions d ON d.visit_key = e.visit_key AND e.ts BETWEEN d.start_ts AND d.end_ts
      AND d.user_hash = e.user_hash AND d.org_id = e.org_id AND d.product_id = e.product_id
      AND (d.session_id = e.session_id OR starts_with(d.session_id, e.session_id || '~')))
  SELECT s, ts, screen_id, route, click, error, row_number() OVER w AS nth, sum(click) OVER w AS clicks,
    sum(error) OVER w AS errors, lag(screen_id) OVER w IS DISTINCT FROM screen_id AS enters,
    lead(s) OVER w IS NULL AS ends
  FROM events
  WINDOW w AS (PARTITION BY s ORDER BY place, event_id ROWS UNBOUNDED PRECEDING)
  QUALIFY enters OR ends`;

/** What is known of sessions whose events are gone in part stays as it is. */
const whole = `CREATE TEMP TABLE whole_sessions AS
  SELECT d.*, m.clicks AS all_clicks, m.errors AS all_errors FROM day_sessions d JOIN marks m USING (s)
  WHERE m.ends AND m.nth = d.event_count`;

const stays = `CREATE TEMP TABLE stays AS
  SELECT s, (row_number() OVER w - 1)::INTEGER AS seq, screen_id, route, ts AS entered_ts, lead(ts) OVER w AS left_ts,
    (coalesce(lead(clicks - click) OVER w, all_clicks) - (clicks - click))::INTEGER AS clicks,
    (coalesce(lead(errors - error) OVER w, all_errors) - (errors - error))::INTEGER AS errors
  FROM marks JOIN whole_sessions USING (s) WHERE enters WINDOW w AS (PARTITION BY s ORDER BY nth)`;

/** An incident belongs to the last stay on its screen that began before it. */
const troubles = `CREATE TEMP TABLE troubles AS
  WITH found AS (SELECT row_number() OVER () AS incident, s, screen_id, ts, kind
    FROM fact_incidents JOIN whole_sessions USING (${identity})),
  placed AS (SELECT f.s, max(v.seq) AS seq, any_value(f.kind) AS kind FROM found f JOIN stays v USING (s, screen_id)
    WHERE v.entered_ts <= f.ts GROUP BY f.s, f.incident)
  SELECT s, seq,
    count(*) FILTER (kind = 'rage_click')::INTEGER AS rage_clicks,
    count(*) FILTER (kind = 'dead_click')::INTEGER AS dead_clicks,
    count(*) FILTER (kind = 'backtrack')::INTEGER AS backtracks,
    count(*) FILTER (kind = 'form_abandonment')::INTEGER AS abandoned_forms,
    count(*) FILTER (kind = 'task_abandoned')::INTEGER AS abandoned_tasks
  FROM placed GROUP BY s, seq`;

/** In order of start; `n` is the run's place in its session. */
const runs = `CREATE TEMP TABLE day_runs AS
  SELECT s, row_number() OVER (PARTITION BY s ORDER BY start, run_id) AS n, epoch_ms(start) AS start_ms,
    epoch_ms("end") AS end_ms, inferred, task_type, run_id, success
  FROM fact_task_runs JOIN whole_sessions USING (${identity})`;

/**
 * The run that was open when the screen was entered, the youngest of several, or else the first begun there; one that the
 * product told of before one that was inferred. The least of one number a run: these ranks, the distance in time (a
 * session lasts a day, less than 2^28 ms), and the place, which breaks ties and is read back.
 */
const openRuns = `CREATE TEMP TABLE open_runs AS
  WITH entered AS (SELECT s, seq, epoch_ms(entered_ts) AS at_ms, epoch_ms(left_ts) AS left_ms FROM stays)
  SELECT s, seq, min((((start_ms > at_ms)::BIGINT * 2 + inferred::BIGINT) * (1::BIGINT << 28)
    + abs(start_ms - at_ms)) * (1 << 20) + n) % (1 << 20) AS n
  FROM entered JOIN day_runs USING (s)
  WHERE start_ms <= at_ms AND end_ms >= at_ms OR start_ms > at_ms AND (start_ms < left_ms OR left_ms IS NULL)
  GROUP BY s, seq`;

const strain = ({ rage, dead, backtrack, error, abandoned }: FrustrationWeights): string =>
  `round(${Number(rage)} * rage_clicks + ${Number(dead)} * dead_clicks + ${Number(backtrack)} * backtracks
    + ${Number(error)} * errors + ${Number(abandoned)} * (abandoned_forms + abandoned_tasks), 6)`;

/** The rows of `fact_screen_visits` for the sessions that {@link prepareVisits} prepared. */
export const freshVisits = (weights: FrustrationWeights): string => `
  WITH counted AS (SELECT d.*, v.* EXCLUDE (s), d.day AS date, coalesce(rage_clicks, 0) AS rage_clicks,
      coalesce(dead_clicks, 0) AS dead_clicks, coalesce(backtracks, 0) AS backtracks,
      coalesce(abandoned_forms, 0) AS abandoned_forms, coalesce(abandoned_tasks, 0) AS abandoned_tasks,
      task_type, run_id, success AS run_success, left_ts IS NULL AS exited,
      epoch_ms(coalesce(left_ts, end_ts)) - epoch_ms(entered_ts) AS spent_ms
    FROM stays v JOIN whole_sessions d USING (s) LEFT JOIN troubles USING (s, seq) LEFT JOIN open_runs USING (s, seq)
      LEFT JOIN day_runs USING (s, n))
  SELECT ${visitColumns} FROM (SELECT *, ${strain(weights)} AS strain FROM counted)`;

/**
 * Works out where the sessions begun on the days of the table `days` (org_id, product_id, day) stayed. They stand in
 * `day_sessions`; those of them whose events are all kept, and whose stays are thus known, in `whole_sessions`.
 */
export async function prepareVisits(connection: WarehouseConnection): Promise<void> {
  // Bounds are given as values: only by those the engine leaves parts of a table unread.
  const between = async (bounds: string) => {
    const [row] = await connection.query<{ first: bigint | null; last: bigint | null }>(bounds);
    return [row?.first ?? 0n, row?.last ?? 0n];
  };
  await connection.run(
    sessions,
    await between('SELECT epoch_ms(min(day)) AS first, epoch_ms(max(day) + 1) AS last FROM days'),
  );
  await connection.run(
    marks,
    await between(
      `SELECT epoch_ms(min(start_ts)) AS first, epoch_ms(max(received_at)) AS last FROM fact_sessions
       WHERE visit_key IN (SELECT visit_key FROM day_sessions)`,
    ),
  );
  for (const sql of [whole, stays, troubles, runs, openRuns]) await connection.run(sql);
}

/** Tables that {@link prepareVisits} leaves behind. */
export const visitTables = [
  'day_sessions',
  'marks',
  'whole_sessions',
  'stays',
  'troubles',
  'open_runs',
] as const;
