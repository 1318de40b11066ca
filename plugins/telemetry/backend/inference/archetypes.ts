import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import { writeArchetypes, type Archetype } from './archetypeRows';
import type { clusterPaths } from './clusterPaths';
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
  task: bigint;
  org_id: string;
  product_id: string;
  month: string;
  task_type: string;
  path_key: bigint;
  path: string;
  runs: number;
}

/** A task's month. */
interface Group {
  readonly task: bigint;
  readonly orgId: string;
  readonly productId: string;
  readonly month: string;
  readonly taskType: string;
  readonly paths: PathRow[];
}

interface Placed {
  readonly task: bigint;
  readonly pathKey: bigint;
  readonly archetypeId: string;
}

/** No path of a unit's runs is of an earlier day: a session lasts a day at most. */
const since = `(SELECT min(CAST(concat(month, '-01') AS DATE)) - INTERVAL 2 DAY FROM ti_units)`;
/** Runs with their paths, those named by the product and those inferred. */
const runPaths = `
  SELECT p.org_id, p.visit_key, p.run_id, p.path_key FROM telemetry_run_paths p WHERE p.day >= ${since}
  UNION ALL SELECT p.org_id, p.visit_key, p.run_id, p.path_key FROM telemetry_spans p
    WHERE p.task_type IS NOT NULL AND p.day >= ${since}`;

/** `ti_tasks` and `ti_runs`: a number stands for a task's month, since texts are slow to group and join by. */
async function stageRuns(connection: WarehouseConnection): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_runs AS
     SELECT r.rowid AS place, r.org_id, r.product_id, u.month, r.task_type,
       CAST(hash(r.org_id, r.product_id, u.month, r.task_type) % 9223372036854775807 AS BIGINT) AS task,
       hash(r.visit_key, r.session_id) AS session, p.path_key, r."start"::DATE AS day, r.archetype_id, r.duration_ms,
       r.friction, r.success, r.abandoned, r.steps, r.distinct_steps
     FROM fact_task_runs r
     JOIN ti_units u ON u.org_id = r.org_id AND u.product_id = r.product_id AND u.month = strftime(r."start", '%Y-%m')
     LEFT JOIN (${runPaths}) p ON p.visit_key = r.visit_key AND p.run_id = r.run_id AND p.org_id = r.org_id`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_tasks AS SELECT task, any_value(org_id) AS org_id, any_value(product_id) AS product_id,
       any_value(month) AS month, any_value(task_type) AS task_type FROM ti_runs GROUP BY task`,
  );
}

async function groupsOf(connection: WarehouseConnection): Promise<Group[]> {
  const rows = await connection.query<PathRow>(
    `SELECT k.task, k.org_id, k.product_id, k.month, k.task_type, c.path_key, t.path, c.runs FROM (
       SELECT task, path_key, count(*)::INTEGER AS runs FROM ti_runs WHERE path_key IS NOT NULL GROUP BY ALL) c
     JOIN ti_tasks k USING (task)
     JOIN telemetry_paths t ON t.path_key = c.path_key AND t.org_id = k.org_id AND t.product_id = k.product_id
     QUALIFY row_number() OVER (PARTITION BY k.task ORDER BY c.runs DESC, t.path) <= ${mostPaths}
     ORDER BY k.org_id, k.product_id, k.month, k.task_type, t.path`,
  );
  const groups = new Map<bigint, Group>();
  for (const row of rows) {
    const { task, org_id: orgId, product_id: productId, month, task_type: taskType } = row;
    const group = groups.get(task) ?? { task, orgId, productId, month, taskType, paths: [] };
    groups.set(task, group);
    group.paths.push(row);
  }
  return [...groups.values()];
}

/** Told by its typical path: the same way of doing a task has the same id in another month. */
const idOf = (path: string): string => `flow-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;

function archetypesOf(
  { task, paths }: Group,
  cluster: typeof clusterPaths,
): { archetypes: Archetype[]; placed: Placed[] } {
  const total = paths.reduce((sum, { runs }) => sum + runs, 0);
  const archetypes: Archetype[] = [];
  const placed: Placed[] = [];
  for (const { members, medoid, runs } of cluster(paths).slice(0, mostArchetypes)) {
    if (runs < fewestRuns || runs < leastShare * total) continue;
    const path = paths[medoid]?.path ?? '';
    const archetypeId = idOf(path);
    archetypes.push({ task, archetypeId, steps: stepsOf(path).slice(0, mostSteps).map(nameOfStep) });
    for (const member of members) {
      const pathKey = paths[member]?.path_key;
      if (pathKey !== undefined) placed.push({ task, pathKey, archetypeId });
    }
  }
  return { archetypes, placed };
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
  // A start need not wait for the library of graphs.
  const { clusterPaths: cluster } = await import('./clusterPaths');
  for (const group of await groupsOf(connection)) {
    const found = archetypesOf(group, cluster);
    archetypes.push(...found.archetypes);
    placed.push(...found.placed);
    await turn();
  }
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE ti_placed (task BIGINT, path_key BIGINT, archetype_id VARCHAR)',
  );
  await connection.append('ti_placed', [
    { type: 'BIGINT', values: placed.map(({ task }) => task) },
    { type: 'BIGINT', values: placed.map(({ pathKey }) => pathKey) },
    { type: 'VARCHAR', values: placed.map(({ archetypeId }) => archetypeId) },
  ]);
  await writeArchetypes(connection, archetypes);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ti_moved AS
     SELECT r.place, r.org_id, r.product_id, r.day, a.archetype_id FROM ti_runs r
     LEFT JOIN ti_placed a ON a.task = r.task AND a.path_key = r.path_key
     WHERE a.archetype_id IS DISTINCT FROM r.archetype_id`,
  );
  await connection.run('INSERT INTO ti_touched SELECT DISTINCT org_id, product_id, day FROM ti_moved');
  await connection.run(
    'UPDATE fact_task_runs r SET archetype_id = m.archetype_id FROM ti_moved m WHERE r.rowid = m.place',
  );
  for (const table of ['ti_runs', 'ti_tasks', 'ti_placed', 'ti_moved'])
    await connection.run(`DROP TABLE ${table}`);
}
