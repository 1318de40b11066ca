import type { WarehouseConnection } from '@netcrab/plugin-api/backend';
import { namesOf, type ColumnSpec } from '../facts/columns';
import { incidentColumns, runColumns, sessionColumns } from '../facts/factColumns';
import { insertRows } from '../facts/insertRows';
import { rawColumns } from '../facts/rawColumns';
import { efficiency, flowComplexity, friction, lostness, sameTask } from '../facts/scoring';
import { markStale, type BaselineRules } from '../facts/settleBaselines';
import type { RoundFacts } from './mergeRound';
import type { Pace } from './pace';

const declare = <Row>(table: string, specs: ReadonlyArray<ColumnSpec<Row>>): string =>
  `CREATE TEMP TABLE ${table} (${specs.map(({ name, type }) => `"${name}" ${type}`).join(', ')})`;

const touchedDays = `
  SELECT org_id, product_id, start_ts::DATE AS day FROM fact_sessions WHERE visit_key IN (SELECT visit_key FROM reopened)
  UNION SELECT org_id, product_id, start::DATE FROM fact_task_runs WHERE visit_key IN (SELECT visit_key FROM reopened)
  UNION SELECT org_id, product_id, start_ts::DATE FROM new_sessions
  UNION SELECT org_id, product_id, start::DATE FROM new_runs`;

/**
 * Writes a round within the caller's transaction: its events, its facts in place of those it replaces, the days it
 * touched, and where the log is read next.
 */
export async function writeRound(
  connection: WarehouseConnection,
  facts: RoundFacts,
  next: { readonly logId: string; readonly position: number; readonly receivedAt: number },
  rules: BaselineRules,
  pace: Pace,
): Promise<void> {
  await connection.run('UPDATE telemetry_consumer SET log_id = $1, position = $2::BIGINT, seq = seq + 1', [
    next.logId,
    BigInt(next.position),
  ]);
  await insertRows(
    connection,
    'telemetry_processed',
    [
      { name: 'org_id', type: 'VARCHAR', value: row => row.orgId },
      { name: 'product_id', type: 'VARCHAR', value: row => row.productId },
      { name: 'day', type: 'DATE', value: () => next.receivedAt },
      { name: 'stored', type: 'BIGINT', value: row => row.stored },
      { name: 'duplicates', type: 'BIGINT', value: row => row.duplicates },
      { name: 'expired', type: 'BIGINT', value: row => row.expired },
      { name: 'late', type: 'BIGINT', value: row => row.late },
    ],
    facts.processed,
    pace,
  );
  if (facts.raw.length === 0) return;

  await insertRows(connection, 'events_raw', rawColumns, facts.raw, pace);
  await connection.run('CREATE TEMP TABLE reopened AS SELECT unnest($1::BIGINT[]) AS visit_key', [
    facts.reopened.map(BigInt),
  ]);
  await connection.run(declare('new_sessions', sessionColumns));
  await insertRows(connection, 'new_sessions', sessionColumns, facts.sessions, pace);
  await connection.run(declare('new_runs', runColumns));
  await insertRows(connection, 'new_runs', runColumns, facts.runs, pace);

  await connection.run(
    `INSERT INTO fact_changes SELECT DISTINCT (SELECT seq FROM telemetry_consumer), org_id, product_id, day
     FROM (${touchedDays})`,
  );
  await connection.run(
    `CREATE TEMP TABLE touched_tasks AS SELECT org_id, product_id, task_type, min(start) AS first_start FROM (
       SELECT org_id, product_id, task_type, start FROM new_runs
       UNION ALL SELECT org_id, product_id, task_type, start FROM fact_task_runs
         WHERE visit_key IN (SELECT visit_key FROM reopened)) GROUP BY ALL`,
  );
  if (facts.reopened.length > 0) {
    for (const table of ['fact_sessions', 'fact_task_runs', 'fact_incidents']) {
      await connection.run(`DELETE FROM ${table} WHERE visit_key IN (SELECT visit_key FROM reopened)`);
    }
  }
  await connection.run(
    `CREATE TEMP TABLE scored AS SELECT ${runColumns.map(({ name }) => `r."${name}"`).join(', ')},
       ${lostness} AS lostness, ${efficiency} AS efficiency, ${friction(rules.inefficiencyWeight)} AS friction,
       ${flowComplexity} AS flow_complexity
     FROM new_runs r LEFT JOIN telemetry_task_baselines b ON ${sameTask}`,
  );
  const scored = `${namesOf(runColumns)}, lostness, efficiency, friction, flow_complexity`;
  await connection.run(`INSERT INTO fact_task_runs (${scored}) SELECT ${scored} FROM scored`);
  await connection.run(
    `INSERT INTO fact_sessions (${namesOf(sessionColumns)}, efficiency_score)
     SELECT ${sessionColumns.map(({ name }) => `s."${name}"`).join(', ')}, e.efficiency FROM new_sessions s
     LEFT JOIN (SELECT org_id, product_id, session_id, user_hash, round(avg(efficiency), 6) AS efficiency
       FROM scored GROUP BY ALL) e USING (org_id, product_id, session_id, user_hash)`,
  );
  await insertRows(connection, 'fact_incidents', incidentColumns, facts.incidents, pace);
  await markStale(connection, rules);
  for (const table of ['reopened', 'new_sessions', 'new_runs', 'touched_tasks', 'scored']) {
    await connection.run(`DROP TABLE ${table}`);
  }
}
