import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { efficiency, flowComplexity, friction, lostness, sameTask } from '../facts/scoring';
import { markStale, settleBaselines, type BaselineRules } from '../facts/settleBaselines';
import { ofProducts } from './decisions';

const original = 'coalesce(r.original_task_type, r.task_type)';

/**
 * Gives the runs of the products in `ti_products` the task types that `ti_merges` says, each from what it was
 * originally, so a merge taken back leaves nothing. Compares them with the baseline they now belong to. Adds the days
 * so changed to `ti_touched`.
 */
export async function relabelRuns(connection: WarehouseConnection, rules: BaselineRules): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_wrong AS
     SELECT r.org_id, r.product_id, ${original} AS original, r.task_type AS current,
       coalesce(m.merged_into, ${original}) AS wanted, min(r."start") AS first_start
     FROM fact_task_runs r
     LEFT JOIN ti_merges m ON m.org_id = r.org_id AND m.product_id = r.product_id AND m.task_type = ${original}
     WHERE ${ofProducts('r')} GROUP BY ALL HAVING wanted <> current`,
  );
  const [wrong] = await connection.query<{ n: bigint }>('SELECT count(*) AS n FROM ti_wrong');
  if (wrong && wrong.n > 0n) await relabel(connection, rules);
  await connection.run('DROP TABLE ti_wrong');
}

async function relabel(connection: WarehouseConnection, rules: BaselineRules): Promise<void> {
  const isWrong = `w.org_id = r.org_id AND w.product_id = r.product_id AND w.original = ${original} AND w.current = r.task_type`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_relabelled AS
     SELECT r.org_id, r.product_id, r.visit_key, r.session_id, r.user_hash, r.run_id, r."start"::DATE AS day
     FROM fact_task_runs r JOIN ti_wrong w ON ${isWrong}`,
  );
  await connection.run('INSERT INTO ti_touched SELECT DISTINCT org_id, product_id, day FROM ti_relabelled');
  await connection.run(
    `UPDATE fact_task_runs r SET task_type = w.wanted,
       original_task_type = CASE WHEN w.wanted = w.original THEN NULL ELSE w.original END
     FROM ti_wrong w WHERE ${isWrong}`,
  );
  await connection.run(
    `UPDATE fact_incidents i SET task_type = r.task_type FROM fact_task_runs r
     JOIN ti_relabelled l ON l.visit_key = r.visit_key AND l.org_id = r.org_id AND l.run_id = r.run_id
     WHERE i.visit_key = r.visit_key AND i.org_id = r.org_id AND i.run_id = r.run_id`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE touched_tasks AS SELECT org_id, product_id, task_type, min(first_start) AS first_start FROM (
       SELECT org_id, product_id, current AS task_type, first_start FROM ti_wrong
       UNION ALL SELECT org_id, product_id, wanted, first_start FROM ti_wrong) GROUP BY ALL`,
  );
  await markStale(connection, rules);
  await connection.run('DROP TABLE touched_tasks');
  await settleBaselines(connection, rules);
  // Also where the baseline did not move: these runs are new to it.
  const relabelled = `l.visit_key = r.visit_key AND l.org_id = r.org_id AND l.session_id = r.session_id AND l.run_id = r.run_id`;
  await connection.run(
    `UPDATE fact_task_runs r SET lostness = ${lostness}, efficiency = ${efficiency},
       friction = ${friction(rules.inefficiencyWeight)}, flow_complexity = ${flowComplexity}
     FROM ti_relabelled l, telemetry_task_baselines b WHERE ${relabelled} AND ${sameTask}`,
  );
  await connection.run(
    `UPDATE fact_sessions s SET efficiency_score = e.efficiency FROM (
       SELECT r.org_id, r.product_id, r.session_id, r.user_hash, r.visit_key, round(avg(r.efficiency), 6) AS efficiency
       FROM fact_task_runs r
       WHERE (r.org_id, r.visit_key, r.session_id) IN (SELECT (org_id, visit_key, session_id) FROM ti_relabelled)
       GROUP BY ALL) e
     WHERE s.visit_key = e.visit_key AND s.session_id = e.session_id AND s.user_hash = e.user_hash
       AND s.product_id = e.product_id AND s.org_id = e.org_id`,
  );
  await connection.run('DROP TABLE ti_relabelled');
}
