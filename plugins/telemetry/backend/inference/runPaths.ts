import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { stagePaths, stageShifts } from './canonicalPaths';

/**
 * Finds the paths of the runs of the days staged in `ti_days`, those with a task of their own, in place of what was known.
 * What is known of runs whose raw events are past their retention stays.
 */
export async function updateRunPaths(connection: WarehouseConnection): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_spans AS
     SELECT CAST(row_number() OVER () AS INTEGER) AS span, r.org_id, r.product_id, d.day, r.visit_key, r.session_id,
       r.run_id, r."start", r."end"
     FROM fact_task_runs r
     JOIN ti_days d ON d.org_id = r.org_id AND d.product_id = r.product_id AND d.day = r."start"::DATE
     WHERE NOT r.inferred AND r.visit_key IN (SELECT visit_key FROM events_raw)`,
  );
  await connection.run(
    `DELETE FROM telemetry_run_paths p WHERE EXISTS (SELECT 1 FROM ti_days d
       WHERE d.org_id = p.org_id AND d.product_id = p.product_id AND d.day = p.day)
     AND (p.visit_key IN (SELECT visit_key FROM ti_spans)
       OR NOT EXISTS (SELECT 1 FROM fact_task_runs r WHERE r.visit_key = p.visit_key AND r.run_id = p.run_id))`,
  );
  await stageShifts(connection, 'SELECT visit_key FROM ti_spans');
  await stagePaths(connection);
  await connection.run(
    `INSERT INTO telemetry_run_paths
     SELECT org_id, product_id, day, visit_key, session_id, run_id, path_key FROM ti_spans JOIN ti_paths USING (span)`,
  );
}
