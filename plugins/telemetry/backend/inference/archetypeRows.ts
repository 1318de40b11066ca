import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { describeFlow, tellApart } from './describeFlow';

/** A cluster of a task's runs in one month, by its typical path. */
export interface Archetype {
  /** The task's month, as `ti_tasks` numbers it. */
  readonly task: bigint;
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
  Record<'seconds' | 'success_share' | 'frict', number | null> & { task: bigint };

/** What the runs of each archetype are like. Reads `ti_tasks`, `ti_runs` and `ti_placed`. */
const figures = `
  WITH whole AS (
    SELECT task, count(*)::DOUBLE AS runs, avg(steps) AS steps, avg(duration_ms) / 1000 AS seconds
    FROM ti_runs GROUP BY task
  ), flows AS (
    SELECT r.task, a.archetype_id, avg(r.steps) AS steps, avg(r.distinct_steps / greatest(r.steps, 1)) AS directness,
      round(avg(r.duration_ms) / 1000, 3) AS seconds, avg(CAST(r.abandoned AS INTEGER)) AS abandoned_share,
      round(avg(CAST(r.success AS INTEGER)), 6) AS success_share, round(avg(r.friction), 6) AS frict,
      count(DISTINCT r.session)::DOUBLE AS sessions, count(*)::DOUBLE AS runs
    FROM ti_runs r JOIN ti_placed a ON a.task = r.task AND a.path_key = r.path_key
    GROUP BY r.task, a.archetype_id
  )
  SELECT f.*, k.* EXCLUDE task, w.steps AS task_steps, w.seconds AS task_seconds, round(f.runs / w.runs, 6) AS coverage
  FROM flows f JOIN ti_tasks k USING (task) JOIN whole w USING (task)
  ORDER BY k.org_id, k.product_id, k.month, k.task_type, f.runs DESC, f.archetype_id`;

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
  const stepsOf = new Map(archetypes.map(one => [`${one.task} ${one.archetypeId}`, one.steps]));
  const byTask = new Map<bigint, Array<{ row: FigureRow; label: string; steps: readonly string[] }>>();
  for (const row of await connection.query<FigureRow>(figures)) {
    const flows = byTask.get(row.task) ?? [];
    byTask.set(row.task, flows);
    flows.push({ row, label: describe(row), steps: stepsOf.get(`${row.task} ${row.archetype_id}`) ?? [] });
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
