import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { describeFlow, tellApart } from './describeFlow';

/** A cluster of a task's runs in one month, by its typical path. */
export interface Archetype {
  readonly orgId: string;
  readonly productId: string;
  readonly month: string;
  readonly taskType: string;
  readonly archetypeId: string;
  readonly steps: readonly string[];
}

type FigureRow = Record<'org_id' | 'product_id' | 'month' | 'task_type' | 'archetype_id', string> &
  Record<
    | 'steps'
    | 'task_steps'
    | 'directness'
    | 'task_seconds'
    | 'abandoned_share'
    | 'sessions'
    | 'runs'
    | 'coverage',
    number
  > &
  Record<'seconds' | 'success_share' | 'frict', number | null>;

/** What the runs of each archetype are like. Reads `ti_runs` and `ti_placed`. */
const figures = `
  WITH whole AS (
    SELECT org_id, product_id, month, task_type, count(*)::DOUBLE AS runs, avg(steps) AS steps,
      avg(duration_ms) / 1000 AS seconds FROM ti_runs GROUP BY ALL)
  SELECT r.org_id, r.product_id, r.month, r.task_type, a.archetype_id, avg(r.steps) AS steps,
    any_value(w.steps) AS task_steps, avg(r.distinct_steps / greatest(r.steps, 1)) AS directness,
    round(avg(r.duration_ms) / 1000, 3) AS seconds, any_value(w.seconds) AS task_seconds,
    avg(CAST(r.abandoned AS INTEGER)) AS abandoned_share, round(avg(CAST(r.success AS INTEGER)), 6) AS success_share,
    round(avg(r.friction), 6) AS frict, count(DISTINCT hash(r.visit_key, r.session_id))::DOUBLE AS sessions,
    count(*)::DOUBLE AS runs, round(count(*) / any_value(w.runs), 6) AS coverage
  FROM ti_runs r
  JOIN ti_placed a ON a.org_id = r.org_id AND a.product_id = r.product_id AND a.month = r.month
    AND a.task_type = r.task_type AND a.path_key = r.path_key
  JOIN whole w ON w.org_id = r.org_id AND w.product_id = r.product_id AND w.month = r.month AND w.task_type = r.task_type
  GROUP BY r.org_id, r.product_id, r.month, r.task_type, a.archetype_id
  ORDER BY r.org_id, r.product_id, r.month, r.task_type, count(*) DESC, a.archetype_id`;

const taskOf = (one: Pick<Archetype, 'orgId' | 'productId' | 'month' | 'taskType'>): string =>
  JSON.stringify([one.orgId, one.productId, one.month, one.taskType]);

const describe = (row: FigureRow): string =>
  describeFlow({
    steps: row.steps,
    taskSteps: row.task_steps,
    directness: row.directness,
    seconds: row.seconds ?? 0,
    taskSeconds: row.task_seconds,
    successShare: row.success_share,
    abandonedShare: row.abandoned_share,
  });

/** Writes `flow_archetypes` of the months in `ti_units` anew. */
export async function writeArchetypes(
  connection: WarehouseConnection,
  archetypes: readonly Archetype[],
): Promise<void> {
  const stepsOf = new Map(archetypes.map(one => [`${taskOf(one)} ${one.archetypeId}`, one.steps]));
  const byTask = new Map<string, Array<{ row: FigureRow; label: string; steps: readonly string[] }>>();
  for (const row of await connection.query<FigureRow>(figures)) {
    const task = taskOf({
      orgId: row.org_id,
      productId: row.product_id,
      month: row.month,
      taskType: row.task_type,
    });
    const flows = byTask.get(task) ?? [];
    byTask.set(task, flows);
    flows.push({ row, label: describe(row), steps: stepsOf.get(`${task} ${row.archetype_id}`) ?? [] });
  }
  const made = [...byTask.values()].flatMap(tellApart);
  await connection.run(
    `DELETE FROM flow_archetypes a WHERE EXISTS (SELECT 1 FROM ti_units u
       WHERE u.org_id = a.org_id AND u.product_id = a.product_id AND u.month = a.date_window)`,
  );
  await connection.append('flow_archetypes', [
    { type: 'VARCHAR', values: made.map(({ row }) => row.org_id) },
    { type: 'VARCHAR', values: made.map(({ row }) => row.product_id) },
    { type: 'VARCHAR', values: made.map(({ row }) => row.month) },
    { type: 'VARCHAR', values: made.map(({ row }) => row.task_type) },
    { type: 'VARCHAR', values: made.map(({ row }) => row.archetype_id) },
    { type: 'VARCHAR[]', values: made.map(({ steps }) => [...steps]) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.seconds) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.frict) },
    { type: 'BIGINT', values: made.map(({ row }) => BigInt(row.sessions)) },
    { type: 'VARCHAR', values: made.map(({ label }) => label) },
    { type: 'BIGINT', values: made.map(({ row }) => BigInt(row.runs)) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.success_share) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.coverage) },
  ]);
}
