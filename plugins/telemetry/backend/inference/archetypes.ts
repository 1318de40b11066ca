import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import { clusterPaths } from './clusterPaths';
import { describeFlow } from './describeFlow';
import { nameOfStep, stepsOf } from './pathSteps';

/** Different paths of a task's month that are looked at, the most taken; the others keep no archetype. */
const mostPaths = 5_000;
/** An archetype is a way that so many runs went, and so large a share of them; the rest is told by coverage. */
const fewestRuns = 3;
const leastShare = 0.02;
const mostArchetypes = 12;
/** Steps shown of a typical path. */
const mostSteps = 30;

interface PathRow {
  org_id: string;
  product_id: string;
  month: string;
  task_type: string;
  path_key: bigint;
  path: string;
  runs: number;
}

interface Group {
  readonly orgId: string;
  readonly productId: string;
  readonly month: string;
  readonly taskType: string;
  readonly paths: PathRow[];
}

interface Placed {
  readonly group: Group;
  readonly pathKey: bigint;
  readonly archetypeId: string;
}
interface Archetype {
  readonly group: Group;
  readonly archetypeId: string;
  readonly steps: readonly string[];
}

/** Runs of the units' months with their paths, those named by the product and those inferred. */
const runPaths = `
  SELECT p.org_id, p.product_id, p.visit_key, p.session_id, p.run_id, p.path_key FROM telemetry_run_paths p
  UNION ALL SELECT p.org_id, p.product_id, p.visit_key, p.session_id, p.run_id, p.path_key FROM telemetry_spans p
    WHERE p.task_type IS NOT NULL`;

const stageRuns = (connection: WarehouseConnection): Promise<void> =>
  connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_runs AS
     SELECT r.rowid AS place, r.org_id, r.product_id, u.month, r.task_type, p.path_key, r."start"::DATE AS day, r.archetype_id,
       r.session_id, r.visit_key, r.duration_ms, r.friction, r.success, r.abandoned, r.steps, r.distinct_steps
     FROM fact_task_runs r
     JOIN ti_units u ON u.org_id = r.org_id AND u.product_id = r.product_id AND u.month = strftime(r."start", '%Y-%m')
     LEFT JOIN (${runPaths}) p ON p.visit_key = r.visit_key AND p.run_id = r.run_id AND p.session_id = r.session_id
       AND p.org_id = r.org_id AND p.product_id = r.product_id`,
  );

async function groupsOf(connection: WarehouseConnection): Promise<Group[]> {
  const rows = await connection.query<PathRow>(
    `SELECT c.org_id, c.product_id, c.month, c.task_type, c.path_key, t.path, c.runs FROM (
       SELECT org_id, product_id, month, task_type, path_key, count(*)::INTEGER AS runs FROM ti_runs
       WHERE path_key IS NOT NULL GROUP BY ALL) c
     JOIN telemetry_paths t ON t.org_id = c.org_id AND t.product_id = c.product_id AND t.path_key = c.path_key
     QUALIFY row_number() OVER (PARTITION BY c.org_id, c.product_id, c.month, c.task_type
       ORDER BY c.runs DESC, t.path) <= ${mostPaths}
     ORDER BY c.org_id, c.product_id, c.month, c.task_type, t.path`,
  );
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const name = JSON.stringify([row.org_id, row.product_id, row.month, row.task_type]);
    const { org_id: orgId, product_id: productId, month, task_type: taskType } = row;
    const group = groups.get(name) ?? { orgId, productId, month, taskType, paths: [] };
    groups.set(name, group);
    group.paths.push(row);
  }
  return [...groups.values()];
}

/** Told by its typical path: the same way of doing a task has the same id in another month. */
const idOf = (path: string): string => `flow-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;

function archetypesOf(group: Group): { archetypes: Archetype[]; placed: Placed[] } {
  const total = group.paths.reduce((sum, { runs }) => sum + runs, 0);
  const archetypes: Archetype[] = [];
  const placed: Placed[] = [];
  for (const { members, medoid, runs } of clusterPaths(group.paths).slice(0, mostArchetypes)) {
    if (runs < fewestRuns || runs < leastShare * total) continue;
    const path = group.paths[medoid]?.path ?? '';
    const archetypeId = idOf(path);
    archetypes.push({ group, archetypeId, steps: stepsOf(path).slice(0, mostSteps).map(nameOfStep) });
    for (const member of members) {
      const pathKey = group.paths[member]?.path_key;
      if (pathKey !== undefined) placed.push({ group, pathKey, archetypeId });
    }
  }
  return { archetypes, placed };
}

const texts = <T>(rows: readonly T[], value: (row: T) => string): string[] => rows.map(value);

/** Groups, archetype by archetype: what the runs of each are like. Told by SQL, worded here. */
async function writeArchetypes(
  connection: WarehouseConnection,
  archetypes: readonly Archetype[],
): Promise<void> {
  const rows = await connection.query<
    Record<'org_id' | 'product_id' | 'month' | 'task_type' | 'archetype_id', string> &
      Record<
        | 'steps'
        | 'task_steps'
        | 'directness'
        | 'seconds'
        | 'task_seconds'
        | 'abandoned_share'
        | 'sessions'
        | 'runs'
        | 'coverage',
        number
      > &
      Record<'success_share' | 'frict', number | null>
  >(
    `WITH whole AS (
       SELECT org_id, product_id, month, task_type, count(*)::DOUBLE AS runs, avg(steps) AS steps,
         avg(duration_ms) / 1000 AS seconds FROM ti_runs GROUP BY ALL)
     SELECT r.org_id, r.product_id, r.month, r.task_type, a.archetype_id, avg(r.steps) AS steps, any_value(w.steps) AS task_steps,
       avg(r.distinct_steps / greatest(r.steps, 1)) AS directness, round(avg(r.duration_ms) / 1000, 3) AS seconds,
       any_value(w.seconds) AS task_seconds, avg(CAST(r.abandoned AS INTEGER)) AS abandoned_share,
       round(avg(CAST(r.success AS INTEGER)), 6) AS success_share, round(avg(r.friction), 6) AS frict,
       count(DISTINCT (r.visit_key, r.session_id))::DOUBLE AS sessions, count(*)::DOUBLE AS runs,
       round(count(*) / any_value(w.runs), 6) AS coverage
     FROM ti_runs r
     JOIN ti_placed a ON a.org_id = r.org_id AND a.product_id = r.product_id AND a.month = r.month
       AND a.task_type = r.task_type AND a.path_key = r.path_key
     JOIN whole w ON w.org_id = r.org_id AND w.product_id = r.product_id AND w.month = r.month AND w.task_type = r.task_type
     GROUP BY r.org_id, r.product_id, r.month, r.task_type, a.archetype_id`,
  );
  const nameOf = (row: readonly string[]) => JSON.stringify(row);
  const steps = new Map(
    archetypes.map(({ group, archetypeId, steps: list }) => [
      nameOf([group.orgId, group.productId, group.month, group.taskType, archetypeId]),
      list,
    ]),
  );
  const made = rows.map(row => ({
    row,
    steps: steps.get(nameOf([row.org_id, row.product_id, row.month, row.task_type, row.archetype_id])) ?? [],
    label: describeFlow({
      steps: row.steps,
      taskSteps: row.task_steps,
      directness: row.directness,
      seconds: row.seconds,
      taskSeconds: row.task_seconds,
      successShare: row.success_share,
      abandonedShare: row.abandoned_share,
    }),
  }));
  await connection.run(
    `DELETE FROM flow_archetypes a WHERE EXISTS (SELECT 1 FROM ti_units u
       WHERE u.org_id = a.org_id AND u.product_id = a.product_id AND u.month = a.date_window)`,
  );
  await connection.append('flow_archetypes', [
    { type: 'VARCHAR', values: texts(made, ({ row }) => row.org_id) },
    { type: 'VARCHAR', values: texts(made, ({ row }) => row.product_id) },
    { type: 'VARCHAR', values: texts(made, ({ row }) => row.month) },
    { type: 'VARCHAR', values: texts(made, ({ row }) => row.task_type) },
    { type: 'VARCHAR', values: texts(made, ({ row }) => row.archetype_id) },
    { type: 'VARCHAR[]', values: made.map(one => [...one.steps]) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.seconds) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.frict) },
    { type: 'BIGINT', values: made.map(({ row }) => BigInt(row.sessions)) },
    { type: 'VARCHAR', values: texts(made, ({ label }) => label) },
    { type: 'BIGINT', values: made.map(({ row }) => BigInt(row.runs)) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.success_share) },
    { type: 'DOUBLE', values: made.map(({ row }) => row.coverage) },
  ]);
}

/**
 * Finds the ways in which the tasks of the units' months were done: runs clustered by their canonical paths, per task.
 * Writes `flow_archetypes` and the archetype of each run; days whose runs changed theirs are added to `ti_touched`.
 * @param turn gives way to requests between tasks.
 */
export async function updateArchetypes(
  connection: WarehouseConnection,
  turn: () => Promise<void>,
): Promise<void> {
  await stageRuns(connection);
  const archetypes: Archetype[] = [];
  const placed: Placed[] = [];
  for (const group of await groupsOf(connection)) {
    const found = archetypesOf(group);
    archetypes.push(...found.archetypes);
    placed.push(...found.placed);
    await turn();
  }
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_placed (org_id VARCHAR, product_id VARCHAR, month VARCHAR, task_type VARCHAR,
       path_key BIGINT, archetype_id VARCHAR)`,
  );
  await connection.append('ti_placed', [
    { type: 'VARCHAR', values: texts(placed, ({ group }) => group.orgId) },
    { type: 'VARCHAR', values: texts(placed, ({ group }) => group.productId) },
    { type: 'VARCHAR', values: texts(placed, ({ group }) => group.month) },
    { type: 'VARCHAR', values: texts(placed, ({ group }) => group.taskType) },
    { type: 'BIGINT', values: placed.map(({ pathKey }) => pathKey) },
    { type: 'VARCHAR', values: texts(placed, ({ archetypeId }) => archetypeId) },
  ]);
  await writeArchetypes(connection, archetypes);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_moved AS
     SELECT r.place, r.org_id, r.product_id, r.day, a.archetype_id FROM ti_runs r
     LEFT JOIN ti_placed a ON a.org_id = r.org_id AND a.product_id = r.product_id AND a.month = r.month
       AND a.task_type = r.task_type AND a.path_key = r.path_key
     WHERE a.archetype_id IS DISTINCT FROM r.archetype_id`,
  );
  await connection.run('INSERT INTO ti_touched SELECT DISTINCT org_id, product_id, day FROM ti_moved');
  await connection.run(
    'UPDATE fact_task_runs r SET archetype_id = m.archetype_id FROM ti_moved m WHERE r.rowid = m.place',
  );
  for (const table of ['ti_runs', 'ti_placed', 'ti_moved']) await connection.run(`DROP TABLE ${table}`);
}
