import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { Unit } from './changedUnits';
import { assignPaths, learnTasks, type InferredTask } from './taskModel';

/** Different paths of a product's month that are looked at, the first seen; runs on others have no task. */
const mostPaths = 20_000;
/** A task done less often in a month is none yet. */
const fewestRuns = 5;

interface ModelRow {
  task_type: string;
  task_label: string;
  examples: string[];
}

const fromRow = (row: ModelRow): InferredTask => ({
  taskType: row.task_type,
  label: row.task_label,
  examples: row.examples,
});

const ofUnit = 'org_id = $1 AND product_id = $2';

async function modelsOf(
  connection: WarehouseConnection,
  unit: Unit,
  months: '<' | '=',
): Promise<InferredTask[]> {
  const rows = await connection.query<ModelRow>(
    `SELECT task_type, task_label, examples FROM telemetry_task_models WHERE ${ofUnit} AND month ${months} $3
     ORDER BY month, task_type`,
    [unit.orgId, unit.productId, unit.month],
  );
  return rows.map(fromRow);
}

const identity = (tasks: readonly InferredTask[]): string =>
  JSON.stringify(
    tasks
      .map(({ taskType, label, examples }) => [taskType, label, examples] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/**
 * Finds the tasks of one month of a product that names none: spans like a task of the months before are of it, the rest
 * is learned from. Sets the task of each span of the month.
 * @returns whether the month's own tasks changed: then the months after it must be inferred anew.
 */
export async function inferTasks(connection: WarehouseConnection, unit: Unit): Promise<boolean> {
  const key = [unit.orgId, unit.productId];
  const rows = await connection.query<{ path_key: bigint; path: string; runs: number }>(
    `SELECT s.path_key, t.path, s.runs FROM (
       SELECT path_key, count(*)::INTEGER AS runs, min("start") AS first FROM telemetry_spans
       WHERE ${ofUnit} AND strftime(day, '%Y-%m') = $3 GROUP BY path_key) s
     JOIN telemetry_paths t ON t.org_id = $1 AND t.product_id = $2 AND t.path_key = s.path_key
     ORDER BY s.first, t.path LIMIT ${mostPaths}`,
    [...key, unit.month],
  );
  const earlier = await modelsOf(connection, unit, '<');
  const before = await modelsOf(connection, unit, '=');
  const paths = rows.map(({ path }) => path);
  const byEarlier = assignPaths(paths, earlier);
  const learned = learnTasks(
    paths.filter((_, place) => byEarlier[place] === -1),
    earlier,
  );
  const byLearned = assignPaths(paths, learned);
  const taskOf = paths.map(
    (_, place) => (earlier[byEarlier[place] ?? -1] ?? learned[byLearned[place] ?? -1])?.taskType ?? null,
  );
  const runs = new Map<string, number>();
  taskOf.forEach((task, place) => {
    if (task !== null) runs.set(task, (runs.get(task) ?? 0) + (rows[place]?.runs ?? 0));
  });
  const keys: bigint[] = [];
  const types: string[] = [];
  taskOf.forEach((task, place) => {
    const row = rows[place];
    if (!row || task === null || (runs.get(task) ?? 0) < fewestRuns) return;
    keys.push(row.path_key);
    types.push(task);
  });
  await connection.run(
    `UPDATE telemetry_spans s SET task_type = a.task_type FROM (
       SELECT p.path_key, k.task_type FROM (
         SELECT DISTINCT path_key FROM telemetry_spans WHERE ${ofUnit} AND strftime(day, '%Y-%m') = $3) p
       LEFT JOIN (SELECT unnest($4::BIGINT[]) AS path_key, unnest($5::VARCHAR[]) AS task_type) k USING (path_key)) a
     WHERE s.org_id = $1 AND s.product_id = $2 AND strftime(s.day, '%Y-%m') = $3 AND s.path_key = a.path_key
       AND s.task_type IS DISTINCT FROM a.task_type`,
    [...key, unit.month, keys, types],
  );
  if (identity(before) === identity(learned)) return false;
  await connection.run(`DELETE FROM telemetry_task_models WHERE ${ofUnit} AND month = $3`, [
    ...key,
    unit.month,
  ]);
  for (const task of learned) {
    await connection.run('INSERT INTO telemetry_task_models VALUES ($1, $2, $3, $4, $5, $6::VARCHAR[])', [
      ...key,
      unit.month,
      task.taskType,
      task.label,
      [...task.examples],
    ]);
  }
  return true;
}
