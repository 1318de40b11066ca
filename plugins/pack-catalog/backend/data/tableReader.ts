import type { Database, Statement as Prepared } from 'better-sqlite3';
import type { SnapshotTable } from '../snapshots/openTable';
import type { ScanProcess } from '../snapshots/scanProcess';
import type { Statement } from './statement';

/**
 * Runs statements on a snapshot: here and now where an index bounds the work to the rows answered, otherwise on the
 * scan process.
 */
export interface TableReader {
  rows(table: SnapshotTable, statement: Statement, effort: Effort): unknown[][] | Promise<unknown[][]>;
}

/** What decides how long a statement may take. */
export interface Effort {
  /** Rows walked past before and for the answer. */
  readonly depth: number;
  readonly filters: number;
}

interface Plan {
  readonly prepared: Prepared<unknown[], unknown[]>;
  readonly sorts: boolean;
  /** How many conditions the index takes. */
  readonly indexed: number;
  /** Rows the index leaves on average, by the file's statistics; all of them where it has none. */
  readonly touched: number;
}

/** A whole scan of this many rows takes about 10 ms. */
const smallTable = 50_000;
const shallow = 20_000;
const keptPlans = 256;

export function createTableReader(scan: ScanProcess): TableReader {
  const plans = new WeakMap<SnapshotTable, Map<string, Plan>>();

  function planOf(table: SnapshotTable, sql: string): Plan {
    let known = plans.get(table);
    if (!known) plans.set(table, (known = new Map()));
    let plan = known.get(sql);
    if (!plan) {
      if (known.size >= keptPlans) known.delete(known.keys().next().value ?? '');
      plan = makePlan(table, sql);
      known.set(sql, plan);
    }
    return plan;
  }

  return {
    rows(table, { sql, params }, { depth, filters }) {
      const { prepared, sorts, indexed, touched } = planOf(table, sql);
      const bounded = !sorts && indexed >= filters && depth <= shallow;
      if (table.rows <= smallTable || bounded || touched <= shallow) return prepared.all(...params);
      return scan.run(table.path, sql, params);
    },
  };
}

function makePlan({ database, rows }: SnapshotTable, sql: string): Plan {
  const prepared = database.prepare<unknown[], unknown[]>(sql).raw();
  const parameters = Array.from({ length: sql.split('?').length - 1 }, () => null);
  const steps = database
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters);
  const details = steps.map(({ detail }) => detail);
  const search = details.map(detail => searchStep.exec(detail)).find(found => found !== null);
  const conditions = search?.[2]?.split(' AND ') ?? [];
  const equalities = conditions.filter(condition => condition.endsWith('=?')).length;
  return {
    prepared,
    sorts: details.some(detail => detail.startsWith('USE TEMP B-TREE')),
    indexed: conditions.length,
    // A list of values multiplies what one of them leaves by a number that differs from query to query.
    touched: search?.[1] && !sql.includes(' IN (') ? rowsLeft(database, search[1], equalities, rows) : rows,
  };
}

/** `SEARCH t USING INDEX i (task_type=? AND date>? AND date<?)`. */
const searchStep = /^SEARCH \S+ USING (?:COVERING )?INDEX (\S+) \(([^()]*)\)/;

/** What fixing the first columns of an index leaves on average, as ANALYZE wrote it: `1000000 2740 5`. */
function rowsLeft(database: Database, index: string, equalities: number, rows: number): number {
  const analyzed = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").get();
  if (!analyzed || equalities === 0) return rows;
  const stat = database.prepare<[string], string>('SELECT stat FROM sqlite_stat1 WHERE idx = ?').pluck().get(index);
  return Number(stat?.split(' ')[equalities] ?? rows);
}
