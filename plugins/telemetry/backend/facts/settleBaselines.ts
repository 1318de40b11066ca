import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { efficiency, flowComplexity, friction, lostness, sameTask } from './scoring';

export interface BaselineRules {
  /** A task's first successful runs, in order of start, make its baseline: later runs never move it. */
  readonly baselineRuns: number;
  readonly inefficiencyWeight: number;
}

/** Marks the baselines that runs of `touched_tasks` (org_id, product_id, task_type, first_start) may have moved. */
export async function markStale(
  connection: WarehouseConnection,
  { baselineRuns }: BaselineRules,
): Promise<void> {
  await connection.run(
    `INSERT INTO telemetry_task_baselines
     SELECT t.org_id, t.product_id, t.task_type, 0, NULL, NULL, NULL, NULL, true FROM touched_tasks t
     WHERE NOT EXISTS (SELECT 1 FROM telemetry_task_baselines b
       WHERE b.org_id = t.org_id AND b.product_id = t.product_id AND b.task_type = t.task_type)`,
  );
  await connection.run(
    `UPDATE telemetry_task_baselines b SET stale = true FROM touched_tasks t
     WHERE b.org_id = t.org_id AND b.product_id = t.product_id AND b.task_type = t.task_type AND NOT b.stale
       AND (b.runs < $1 OR t.first_start <= b.cutoff)`,
    [baselineRuns],
  );
}

/**
 * Computes stale baselines anew and scores the runs of those that moved, so that scores follow from the events alone and
 * not from the order in which they came.
 * @returns whether anything was stale; the caller has a transaction open.
 */
export async function settleBaselines(
  connection: WarehouseConnection,
  rules: BaselineRules,
): Promise<boolean> {
  const [stale] = await connection.query<{ n: bigint }>(
    'SELECT count(*) AS n FROM telemetry_task_baselines WHERE stale',
  );
  if (!stale || stale.n === 0n) return false;
  await connection.run(
    `CREATE TEMP TABLE moved AS
     WITH successes AS (
       SELECT r.org_id, r.product_id, r.task_type, r.start, r.duration_ms, r.clicks, r.distinct_steps,
         row_number() OVER (PARTITION BY r.org_id, r.product_id, r.task_type ORDER BY r.start, r.run_id) AS place
       FROM fact_task_runs r JOIN telemetry_task_baselines b ON ${sameTask} WHERE b.stale AND r.success),
     fresh AS (
       SELECT org_id, product_id, task_type, count(*)::INTEGER AS runs, max(start) AS cutoff,
         median(duration_ms)::DOUBLE AS duration_ms, median(clicks)::DOUBLE AS clicks,
         median(distinct_steps)::DOUBLE AS distinct_steps
       FROM successes WHERE place <= ${Number(rules.baselineRuns)} GROUP BY ALL)
     SELECT b.org_id, b.product_id, b.task_type, coalesce(f.runs, 0) AS runs, f.cutoff, f.duration_ms, f.clicks,
       f.distinct_steps,
       (f.duration_ms, f.clicks, f.distinct_steps) IS DISTINCT FROM (b.duration_ms, b.clicks, b.distinct_steps) AS moved
     FROM telemetry_task_baselines b
     LEFT JOIN fresh f ON f.org_id = b.org_id AND f.product_id = b.product_id AND f.task_type = b.task_type
     WHERE b.stale`,
  );
  await connection.run(
    `UPDATE fact_task_runs r SET lostness = ${lostness}, efficiency = ${efficiency},
       friction = ${friction(rules.inefficiencyWeight)}, flow_complexity = ${flowComplexity}
     FROM moved b WHERE b.moved AND ${sameTask}`,
  );
  await connection.run(
    `CREATE TEMP TABLE rescored AS
     SELECT r.org_id, r.product_id, r.session_id, r.user_hash, r.visit_key, round(avg(r.efficiency), 6) AS efficiency
     FROM fact_task_runs r
     WHERE (r.visit_key, r.session_id) IN (
       SELECT (r.visit_key, r.session_id) FROM fact_task_runs r JOIN moved b ON ${sameTask} WHERE b.moved)
     GROUP BY ALL`,
  );
  await connection.run(
    `UPDATE fact_sessions s SET efficiency_score = e.efficiency FROM rescored e
     WHERE s.visit_key = e.visit_key AND s.session_id = e.session_id AND s.user_hash = e.user_hash
       AND s.product_id = e.product_id AND s.org_id = e.org_id`,
  );
  await connection.run('UPDATE telemetry_consumer SET seq = seq + 1');
  await connection.run(
    `INSERT INTO fact_changes
     SELECT DISTINCT (SELECT seq FROM telemetry_consumer), org_id, product_id, day FROM (
       SELECT r.org_id, r.product_id, r.start::DATE AS day FROM fact_task_runs r JOIN moved b ON ${sameTask} WHERE b.moved
       UNION SELECT s.org_id, s.product_id, s.start_ts::DATE FROM fact_sessions s JOIN rescored e
         ON s.visit_key = e.visit_key AND s.session_id = e.session_id)`,
  );
  await connection.run(
    `UPDATE telemetry_task_baselines b SET runs = m.runs, cutoff = m.cutoff, duration_ms = m.duration_ms,
       clicks = m.clicks, distinct_steps = m.distinct_steps, stale = false
     FROM moved m WHERE b.org_id = m.org_id AND b.product_id = m.product_id AND b.task_type = m.task_type`,
  );
  await connection.run('DROP TABLE moved');
  await connection.run('DROP TABLE rescored');
  return true;
}
