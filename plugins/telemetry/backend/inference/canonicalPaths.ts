import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { pauseMs, quickMs, timingClasses } from './pathSteps';

/**
 * Finds the canonical paths of spans of time, set by set inside the engine: nothing of an event comes to JavaScript. A
 * path is recognised by a 63-bit key of its steps in order, so its text is put together once per path and not per run.
 */

/** Steps are what the user does: clicks, typing, scrolling, and screens come to. */
export const isStep = "e.event_type IN ('click', 'input_meta', 'navigation', 'scroll')";
/** One correction per visit, the smallest, as sessions have it. */
export const correctedMs = 'epoch_ms(e.ts) - e.shift_ms + coalesce(h.shift_ms, e.shift_ms)';

const actText = `CASE e.event_type WHEN 'click' THEN coalesce(e.element_type, 'click')
  WHEN 'input_meta' THEN concat_ws(' ', 'type', e.element_type) WHEN 'navigation' THEN 'open'
  ELSE concat_ws(' ', 'scroll', e.element_type) END`;
const timing = `CASE WHEN gap < ${quickMs} THEN '${timingClasses.quick}'
  WHEN gap >= ${pauseMs} THEN '${timingClasses.pause}' ELSE '${timingClasses.thought}' END`;

/** Steps of spans that differ from the one before, in order; `act` tells steps apart. */
const changes = (spans: string, act: string) => `
  SELECT span, act, ${timing} AS timing, row_number() OVER w AS place
  FROM (
    SELECT span, act, ms, tie, lag(act) OVER w AS before, ms - coalesce(lag(ms) OVER w, start_ms) AS gap
    FROM (
      SELECT s.span, epoch_ms(s."start") AS start_ms, ${correctedMs} AS ms, CAST(e.event_id AS UUID) AS tie, ${act} AS act
      FROM ${spans} s
      JOIN events_raw e ON e.visit_key = s.visit_key AND e.org_id = s.org_id AND starts_with(s.session_id, e.session_id)
      LEFT JOIN ti_shifts h ON h.visit_key = e.visit_key
      WHERE ${isStep} AND ${correctedMs} BETWEEN epoch_ms(s."start") AND epoch_ms(s."end")
    ) WINDOW w AS (PARTITION BY span ORDER BY ms, tie)
  )
  WHERE act IS DISTINCT FROM before
  WINDOW w AS (PARTITION BY span ORDER BY ms, tie)`;

/** Visits whose batches measured different clocks, few as they are. `visits` is a query for visit keys. */
export const stageShifts = (connection: WarehouseConnection, visits: string): Promise<void> =>
  connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_shifts AS SELECT visit_key, min(shift_ms) AS shift_ms FROM events_raw
     WHERE visit_key IN (${visits}) GROUP BY visit_key HAVING min(shift_ms) <> max(shift_ms)`,
  );

/**
 * Fills `ti_paths` (span, path_key) for `ti_spans` (span, org_id, product_id, visit_key, session_id, start, end …); those without a step have the key 0. New paths are kept with their
 * text in `telemetry_paths`. Reads `ti_shifts`.
 */
export async function stagePaths(connection: WarehouseConnection): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_paths AS SELECT s.span, coalesce(k.path_key, 0) AS path_key
     FROM ti_spans s LEFT JOIN (
       SELECT span, CAST(sum(hash(place, act, timing)) % 9223372036854775807 AS BIGINT) AS path_key
       FROM (${changes('ti_spans', 'hash(e.screen_id, e.event_type, e.element_type)')}) GROUP BY span
     ) k USING (span)`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_examples AS SELECT s.* FROM ti_spans s WHERE s.span IN (
       SELECT min(s.span) FROM ti_paths p JOIN ti_spans s USING (span)
       WHERE NOT EXISTS (SELECT 1 FROM telemetry_paths t
         WHERE t.org_id = s.org_id AND t.product_id = s.product_id AND t.path_key = p.path_key)
       GROUP BY s.org_id, s.product_id, p.path_key)`,
  );
  await connection.run(
    `INSERT INTO telemetry_paths
     SELECT x.org_id, x.product_id, p.path_key, coalesce(t.path, '') FROM ti_examples x JOIN ti_paths p USING (span)
     LEFT JOIN (
       SELECT span, string_agg(concat(act, chr(29), timing), chr(30) ORDER BY place) AS path
       FROM (${changes('ti_examples', `concat(e.screen_id, chr(29), ${actText})`)}) GROUP BY span
     ) t USING (span)`,
  );
  await connection.run('DROP TABLE ti_examples');
}
