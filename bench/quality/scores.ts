import type { WarehouseService } from '@netcrab/plugin-api/backend';
import { telemetryConfig } from '../../plugins/telemetry/backend/config';
import { efficiency, friction } from '../../plugins/telemetry/backend/facts/scoring';
import { auc } from './auc';

/** Fewer runs of a task say little about it. */
const leastRuns = 100;

/** How well each measure tells failed runs of one task from successful ones: AUC, higher = points to failure. */
export interface TaskSeparation {
  readonly task: string;
  readonly runs: number;
  readonly failed: number;
  readonly auc: Readonly<Record<Measure, number>>;
}

const measures = {
  /** `fact_task_runs.friction`. */
  friction: 'friction',
  /** 1 − `fact_task_runs.efficiency`. */
  inefficiency: '1 - efficiency',
  /** The same against medians of the other successful runs: a run's own outcome cannot help to judge it. */
  frictionHeldOut: 'held_out_friction',
  inefficiencyHeldOut: '1 - held_out_efficiency',
  /** Three clicks within a second, anywhere. */
  burst: 'burst',
  duration: 'duration_ms',
} as const;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as Measure[];

const { inefficiency } = telemetryConfig.parse({}).processing.weights;

const runs = `
  WITH held_out AS (
    SELECT r.run_id, median(o.duration_ms)::DOUBLE AS duration_ms, median(o.clicks)::DOUBLE AS clicks,
      median(o.distinct_steps)::DOUBLE AS distinct_steps
    FROM fact_task_runs r JOIN fact_task_runs o ON o.org_id = r.org_id AND o.product_id = r.product_id
      AND o.task_type = r.task_type AND o.success AND o.run_id <> r.run_id
    GROUP BY r.run_id),
  clicks AS (
    SELECT visit_key, ts, lead(ts, 2) OVER (PARTITION BY visit_key ORDER BY ts, event_id) AS third
    FROM events_raw WHERE event_type = 'click'),
  bursts AS (
    SELECT DISTINCT r.run_id FROM fact_task_runs r JOIN clicks c ON c.visit_key = r.visit_key
    WHERE c.ts >= r.start AND c.third <= r."end" AND c.third <= c.ts + INTERVAL 1 SECOND),
  tasks AS (
    SELECT task_type FROM fact_task_runs GROUP BY task_type HAVING count(*) >= ${leastRuns})
  SELECT r.task_type AS task, r.success, r.friction, r.efficiency, r.duration_ms::DOUBLE AS duration_ms,
    (u.run_id IS NOT NULL)::INTEGER AS burst, ${efficiency} AS held_out_efficiency,
    ${friction(inefficiency)} AS held_out_friction
  FROM fact_task_runs r JOIN tasks USING (task_type)
  LEFT JOIN held_out b USING (run_id) LEFT JOIN bursts u USING (run_id)`;

type Case = { readonly task: string; readonly success: boolean } & Readonly<Record<Measure, number>>;

/** Every task with enough runs, largest first. A run that nothing can be compared with keeps the middle of all. */
export async function separation(facts: WarehouseService): Promise<TaskSeparation[]> {
  const columns = measureNames.map(name => `coalesce(${measures[name]}, 0.5) AS "${name}"`).join(', ');
  const byTask = new Map<string, Case[]>();
  for (const one of await facts.query<Case>(
    `SELECT task, success, ${columns} FROM (${runs}) ORDER BY task`,
  )) {
    const cases = byTask.get(one.task);
    if (cases) cases.push(one);
    else byTask.set(one.task, [one]);
  }
  return Array.from(byTask, ([task, cases]) => ({
    task,
    runs: cases.length,
    failed: cases.filter(one => !one.success).length,
    auc: Object.fromEntries(
      measureNames.map(name => [name, auc(cases.map(one => ({ score: one[name], positive: !one.success })))]),
    ) as Record<Measure, number>,
  })).sort((a, b) => b.runs - a.runs);
}
