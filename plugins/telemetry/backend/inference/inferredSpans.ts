import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { FrustrationWeights } from '../processing/strain';
import { correctedMs, isStep, stagePaths, stageShifts } from './canonicalPaths';

/** So long without a step, and what comes after is something else. */
const boundaryMs = 60_000;
/** One step is no task. */
const fewestSteps = 2;

const inDays = (table: string, column: string) =>
  `EXISTS (SELECT 1 FROM ti_days d WHERE d.org_id = ${table}.org_id AND d.product_id = ${table}.product_id
     AND d.day = ${column})`;
const silent = (table: string) =>
  `EXISTS (SELECT 1 FROM ti_silent p WHERE p.org_id = ${table}.org_id AND p.product_id = ${table}.product_id)`;

/** Stages `ti_silent` (org_id, product_id): products of the units staged that never say when a task begins. */
export const stageSilent = (connection: WarehouseConnection): Promise<void> =>
  connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_silent AS SELECT DISTINCT org_id, product_id FROM ti_units u
     WHERE NOT EXISTS (SELECT 1 FROM fact_task_runs r
       WHERE r.org_id = u.org_id AND r.product_id = u.product_id AND NOT r.inferred)`,
  );

/**
 * Cuts the sessions of silent products, as far as their days changed, into what was done between natural boundaries: a
 * pause of a minute, or the return to the screen on which the session began. Spans of products that have come to name
 * their tasks go; those whose raw events are past their retention stay.
 */
export async function updateSpans(
  connection: WarehouseConnection,
  weights: FrustrationWeights,
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_visits AS
     SELECT DISTINCT s.org_id, s.visit_key FROM fact_sessions s
     WHERE ${silent('s')} AND ${inDays('s', 's.start_ts::DATE')} AND s.visit_key IN (SELECT visit_key FROM events_raw)
     UNION SELECT p.org_id, p.visit_key FROM telemetry_spans p
     WHERE EXISTS (SELECT 1 FROM ti_units u WHERE u.org_id = p.org_id AND u.product_id = p.product_id)
       AND (NOT ${silent('p')} OR NOT EXISTS (SELECT 1 FROM fact_sessions s
         WHERE s.visit_key = p.visit_key AND s.session_id = p.session_id AND s.org_id = p.org_id))`,
  );
  const [visits] = await connection.query<{ n: bigint }>('SELECT count(*) AS n FROM ti_visits');
  if (!visits || visits.n === 0n) return;
  const affected = (table: string) =>
    `EXISTS (SELECT 1 FROM ti_visits v WHERE v.visit_key = ${table}.visit_key AND v.org_id = ${table}.org_id)`;
  await connection.run(`DELETE FROM telemetry_spans p WHERE ${affected('p')}`);
  await stageShifts(connection, 'SELECT visit_key FROM ti_visits');
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_steps AS
     WITH steps AS (
       SELECT s.org_id, s.product_id, s.visit_key, s.session_id, s.user_hash, s.start_ts::DATE AS day, s.version_tag,
         s.segment, s.device_type, e.event_id, ${correctedMs} AS ms, CAST(e.event_id AS UUID) AS tie, e.screen_id,
         e.event_type, hash(e.screen_id, e.event_type, e.element_type) AS act
       FROM fact_sessions s
       JOIN events_raw e ON e.visit_key = s.visit_key AND e.org_id = s.org_id AND starts_with(s.session_id, e.session_id)
       LEFT JOIN ti_shifts h ON h.visit_key = e.visit_key
       WHERE ${affected('s')} AND ${silent('s')} AND ${isStep}
         AND ${correctedMs} BETWEEN epoch_ms(s.start_ts) AND epoch_ms(s.end_ts)
     ), cut AS (
       SELECT *, act IS DISTINCT FROM lag(act) OVER w AS is_change,
         CASE WHEN ms - lag(ms) OVER w >= ${boundaryMs} OR (event_type = 'navigation'
           AND screen_id = first_value(screen_id) OVER w AND screen_id <> lag(screen_id) OVER w) THEN 1 ELSE 0 END AS opens
       FROM steps WINDOW w AS (PARTITION BY org_id, visit_key, session_id ORDER BY ms, tie)
     )
     SELECT *, sum(opens) OVER (PARTITION BY org_id, visit_key, session_id ORDER BY ms, tie
       ROWS UNBOUNDED PRECEDING) AS part FROM cut`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_spans AS
     SELECT CAST(row_number() OVER () AS INTEGER) AS span, org_id, product_id, day, visit_key, session_id, user_hash,
       concat('inferred-', arg_min(event_id, (ms, tie))) AS run_id, make_timestamp(min(ms) * 1000) AS "start",
       make_timestamp(max(ms) * 1000) AS "end", CAST(count(*) FILTER (event_type = 'click') AS INTEGER) AS clicks,
       CAST(count(DISTINCT screen_id) AS INTEGER) AS screens, CAST(count(*) FILTER (is_change) AS INTEGER) AS steps,
       CAST(count(DISTINCT act) AS INTEGER) AS distinct_steps, version_tag, segment, device_type
     FROM ti_steps GROUP BY org_id, product_id, day, visit_key, session_id, user_hash, version_tag, segment, device_type, part
     HAVING count(*) FILTER (is_change) >= ${fewestSteps}`,
  );
  await stageStrain(connection, weights);
  await stagePaths(connection);
  await connection.run(
    `INSERT INTO telemetry_spans
     SELECT s.org_id, s.product_id, s.day, s.visit_key, s.session_id, s.user_hash, s.run_id, s."start", s."end", s.clicks,
       s.screens, s.steps, s.distinct_steps, round(coalesce(t.strain, 0), 6), s.version_tag, s.segment, s.device_type,
       p.path_key, NULL
     FROM ti_spans s JOIN ti_paths p USING (span) LEFT JOIN ti_strain t USING (span)`,
  );
  for (const table of ['ti_steps', 'ti_strain']) await connection.run(`DROP TABLE ${table}`);
}

/** `ti_strain` (span, strain): by the weights of a run's strain, what happened from a span's start to the next one's. */
const stageStrain = (connection: WarehouseConnection, weights: FrustrationWeights): Promise<void> =>
  connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_strain AS
     WITH spans AS (
       SELECT span, org_id, visit_key, session_id, "start",
         coalesce(lead("start") OVER (PARTITION BY org_id, visit_key, session_id ORDER BY "start"),
           TIMESTAMP '9999-01-01') AS until FROM ti_spans
     ), signals AS (
       SELECT org_id, visit_key, session_id, ts, CASE kind WHEN 'rage_click' THEN ${Number(weights.rage)}
         WHEN 'dead_click' THEN ${Number(weights.dead)} WHEN 'backtrack' THEN ${Number(weights.backtrack)}
         WHEN 'form_abandonment' THEN ${Number(weights.abandoned)} ELSE 0 END AS strain
       FROM fact_incidents WHERE visit_key IN (SELECT visit_key FROM ti_spans)
       UNION ALL
       SELECT e.org_id, e.visit_key, e.session_id, make_timestamp((${correctedMs}) * 1000), ${Number(weights.error)}
       FROM events_raw e LEFT JOIN ti_shifts h ON h.visit_key = e.visit_key
       WHERE e.name = 'error' AND e.visit_key IN (SELECT visit_key FROM ti_spans)
     )
     SELECT s.span, sum(i.strain) AS strain FROM spans s
     JOIN signals i ON i.visit_key = s.visit_key AND i.org_id = s.org_id AND starts_with(s.session_id, i.session_id)
       AND i.ts >= s."start" AND i.ts < s.until
     GROUP BY s.span`,
  );
