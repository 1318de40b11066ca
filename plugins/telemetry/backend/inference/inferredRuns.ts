import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

const ofUnits = (table: string) =>
  `EXISTS (SELECT 1 FROM ti_units u WHERE u.org_id = ${table}.org_id AND u.product_id = ${table}.product_id)`;

const digest = (task: string) =>
  `sum(hash(run_id, ${task}, session_id, "start", "end", clicks, steps, strain, version_tag))`;

/**
 * Nobody said when such a run is done: `success` is null, and so are the scores that need a baseline. Its friction is
 * that of what happened in it; its complexity counts its own steps.
 */
const runOfSpan = `
  SELECT org_id, product_id, session_id, task_type, true AS inferred, "start", epoch_ms("end") - epoch_ms("start") AS duration_ms,
    clicks, screens, false AS abandoned, round(1 - exp(-strain), 6) AS friction,
    CASE WHEN distinct_steps <= 2 THEN 1 WHEN distinct_steps <= 4 THEN 2 WHEN distinct_steps <= 8 THEN 3
      WHEN distinct_steps <= 16 THEN 4 ELSE 5 END AS flow_complexity,
    version_tag, run_id, user_hash, "end", steps, distinct_steps, strain, segment, device_type, visit_key
  FROM telemetry_spans`;

/**
 * Brings the inferred runs of the units' products up to their spans, visit by visit where they differ, and adds the
 * days so changed to `ti_touched`.
 */
export async function writeInferredRuns(connection: WarehouseConnection): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_stale AS
     SELECT coalesce(w.org_id, h.org_id) AS org_id, coalesce(w.product_id, h.product_id) AS product_id,
       coalesce(w.visit_key, h.visit_key) AS visit_key
     FROM (SELECT org_id, product_id, visit_key, ${digest('task_type')} AS digest FROM telemetry_spans p
       WHERE task_type IS NOT NULL AND ${ofUnits('p')} GROUP BY ALL) w
     FULL JOIN (SELECT org_id, product_id, visit_key, ${digest('coalesce(original_task_type, task_type)')} AS digest
       FROM fact_task_runs r WHERE inferred AND ${ofUnits('r')} GROUP BY ALL) h
       ON h.org_id = w.org_id AND h.product_id = w.product_id AND h.visit_key = w.visit_key
     WHERE w.digest IS DISTINCT FROM h.digest`,
  );
  const stale = (table: string) =>
    `EXISTS (SELECT 1 FROM ti_stale t WHERE t.visit_key = ${table}.visit_key AND t.org_id = ${table}.org_id
       AND t.product_id = ${table}.product_id)`;
  await connection.run(
    `INSERT INTO ti_touched
     SELECT org_id, product_id, "start"::DATE FROM fact_task_runs r WHERE inferred AND ${stale('r')}
     UNION SELECT org_id, product_id, "start"::DATE FROM telemetry_spans p WHERE task_type IS NOT NULL AND ${stale('p')}`,
  );
  await connection.run(`DELETE FROM fact_task_runs r WHERE inferred AND ${stale('r')}`);
  await connection.run(
    `INSERT INTO fact_task_runs BY NAME ${runOfSpan} p WHERE task_type IS NOT NULL AND ${stale('p')}`,
  );
  await connection.run('DROP TABLE ti_stale');
}
