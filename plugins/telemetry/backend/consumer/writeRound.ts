import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { namesOf, type ColumnSpec } from '../facts/columns';
import { incidentColumns, runColumns, sessionColumns } from '../facts/factColumns';
import { insertRows } from '../facts/insertRows';
import { rawColumns } from '../facts/rawColumns';
import { efficiency, flowComplexity, friction, lostness, sameTask } from '../facts/scoring';
import { markStale, type BaselineRules } from '../facts/settleBaselines';
import type { Processed, RoundFacts } from './mergeRound';
import type { Pace } from './pace';
import { Touched, type TouchedDay, type TouchedTask } from './touched';

type Specs<Row> = ReadonlyArray<ColumnSpec<Row>>;

const declare = <Row>(table: string, specs: Specs<Row>): string =>
  `CREATE TEMP TABLE ${table} (${specs.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`;
const columnsOf = <Row>(alias: string, specs: Specs<Row>): string =>
  specs.map(({ name }) => `${alias}."${name}"`).join(', ');

const processedColumns = (receivedAt: number): Specs<Processed> => [
  { name: 'org_id', type: 'VARCHAR', value: row => row.orgId },
  { name: 'product_id', type: 'VARCHAR', value: row => row.productId },
  { name: 'day', type: 'DATE', value: () => receivedAt },
  { name: 'stored', type: 'BIGINT', value: row => row.stored },
  { name: 'duplicates', type: 'BIGINT', value: row => row.duplicates },
  { name: 'expired', type: 'BIGINT', value: row => row.expired },
  { name: 'late', type: 'BIGINT', value: row => row.late },
];
const changeColumns = (seq: number): Specs<TouchedDay> => [
  { name: 'seq', type: 'BIGINT', value: () => seq },
  { name: 'org_id', type: 'VARCHAR', value: row => row.orgId },
  { name: 'product_id', type: 'VARCHAR', value: row => row.productId },
  { name: 'day', type: 'DATE', value: row => row.day },
];
const taskColumns: Specs<TouchedTask> = [
  { name: 'org_id', type: 'VARCHAR', value: row => row.orgId },
  { name: 'product_id', type: 'VARCHAR', value: row => row.productId },
  { name: 'task_type', type: 'VARCHAR', value: row => row.taskType },
  { name: 'first_start', type: 'TIMESTAMP', value: row => row.firstStart },
];

/**
 * Writes a round within the caller's transaction: its events, its facts in place of those it replaces, the days it
 * touched, and where the log is read next. Statements that would do nothing are spared: each costs as much as hundreds
 * of events. Its temporary tables go with the transaction's connection.
 */
export async function writeRound(
  connection: WarehouseConnection,
  facts: RoundFacts,
  next: { readonly logId: string; readonly position: number; readonly receivedAt: number },
  rules: BaselineRules,
  pace: Pace,
): Promise<void> {
  const insert = <Row>(table: string, specs: Specs<Row>, rows: readonly Row[]) =>
    insertRows(connection, table, specs, rows, pace);
  const run = async (sql: string, params: readonly bigint[][] = []) => {
    await connection.run(sql, params);
    await pace.turn();
  };

  const [state] = await connection.query<{ seq: bigint }>(
    'UPDATE telemetry_consumer SET log_id = $1, position = $2::BIGINT, seq = seq + 1 RETURNING seq',
    [next.logId, BigInt(next.position)],
  );
  await insert('telemetry_processed', processedColumns(next.receivedAt), facts.processed);
  if (facts.raw.length === 0) return;
  await insert('events_raw', rawColumns, facts.raw);

  const touched = new Touched();
  touched.addNew(facts);
  if (facts.reopened.length > 0) {
    await run('CREATE TEMP TABLE reopened AS SELECT unnest($1::BIGINT[]) AS visit_key', [
      facts.reopened.map(BigInt),
    ]);
    await touched.addReplaced(connection);
    for (const table of ['fact_sessions', 'fact_task_runs', 'fact_incidents']) {
      await run(`DELETE FROM ${table} WHERE visit_key IN (SELECT visit_key FROM reopened)`);
    }
  }
  await insert('fact_changes', changeColumns(Number(state?.seq ?? 0)), touched.days);

  if (facts.runs.length === 0) await insert('fact_sessions', sessionColumns, facts.sessions);
  else {
    await run(declare('new_runs', runColumns));
    await insert('new_runs', runColumns, facts.runs);
    await run(
      `CREATE TEMP TABLE scored AS SELECT ${columnsOf('r', runColumns)},
         ${lostness} AS lostness, ${efficiency} AS efficiency, ${friction(rules.inefficiencyWeight)} AS friction,
         ${flowComplexity} AS flow_complexity
       FROM new_runs r LEFT JOIN telemetry_task_baselines b ON ${sameTask}`,
    );
    const scored = `${namesOf(runColumns)}, lostness, efficiency, friction, flow_complexity`;
    await run(`INSERT INTO fact_task_runs (${scored}) SELECT ${scored} FROM scored`);
    await run(declare('new_sessions', sessionColumns));
    await insert('new_sessions', sessionColumns, facts.sessions);
    await run(
      `INSERT INTO fact_sessions (${namesOf(sessionColumns)}, efficiency_score)
       SELECT ${columnsOf('s', sessionColumns)}, e.efficiency FROM new_sessions s
       LEFT JOIN (SELECT org_id, product_id, session_id, user_hash, round(avg(efficiency), 6) AS efficiency
         FROM scored GROUP BY ALL) e USING (org_id, product_id, session_id, user_hash)`,
    );
  }
  await insert('fact_incidents', incidentColumns, facts.incidents);

  const { tasks } = touched;
  if (tasks.length > 0) {
    await run(declare('touched_tasks', taskColumns));
    await insert('touched_tasks', taskColumns, tasks);
    await markStale(connection, rules);
  }
}
