import type { FlowQuery } from '../../contract';
import { num, rowsOf, type Condition, type Reader, type Scope } from '../scope/scope';

/** Sessions read for a flow at most, about: beyond it one of every so many, by a hash of its id. */
const mostSessions = 200_000;

/** One session of this many is read; the same ones each time. */
export async function sampleEvery(reader: Reader, scope: Scope): Promise<number> {
  const where = rowsOf('sessions', scope);
  const [row] = await reader.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM fact_sessions WHERE ${where.sql}`,
    where.params,
  );
  return Math.max(1, Math.ceil(num(row?.n) / mostSessions));
}

export interface FlowSteps {
  /** A CTE `steps`: unit (session, or run where a task is named), step from 1, screen_id, goes_to, … */
  readonly cte: string;
  readonly condition: Condition;
}

/** The stays of each session or run as numbered steps; staying on a screen is one step however often it is reported. */
export function flowSteps(
  scope: Scope,
  { success, steps }: Pick<FlowQuery, 'success' | 'steps'>,
  every: number,
): FlowSteps {
  const condition = rowsOf('visits', scope);
  const unit = unitOf(scope);
  const parts = [condition.sql];
  if (success !== undefined) parts.push(`run_success = ${condition.next(success)}`);
  if (every > 1) parts.push(`hash(session_id) % ${condition.next(every)} = 0`);
  const order = `OVER (PARTITION BY ${unit} ORDER BY seq)`;
  return {
    condition,
    cte: `
      moved AS (
        SELECT ${unit}, seq, screen_id, strain, spent_ms, run_success, lag(screen_id) ${order} AS came_from
        FROM fact_screen_visits WHERE ${parts.join(' AND ')}),
      steps AS (
        SELECT ${unit}, row_number() ${order} AS step, screen_id, strain, spent_ms, run_success,
          lead(screen_id) ${order} AS goes_to
        FROM moved WHERE came_from IS DISTINCT FROM screen_id
        QUALIFY step <= ${condition.next(steps)})`,
  };
}

/** The columns that tell one session or run from another. */
export const unitOf = (scope: Scope): string =>
  scope.filters.task === undefined ? 'visit_key, session_id' : 'visit_key, run_id';
