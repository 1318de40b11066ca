import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { Change, Trended } from '../../contract';
import { trend } from '../answers/trend';
import { num, rowsOf, type Reader, type Scope } from '../scope/scope';
import {
  addMoments,
  effectiveCount,
  meanOf,
  newcombe,
  noMoments,
  wilson,
  z95,
  type Moments,
} from '../statistics/intervals';

type Row = Record<string, WarehouseValue>;

/** On how many of the days on which people were active they did a task, in the window and the one before. */
export interface TaskAdoption {
  readonly productId: string;
  readonly task: string;
  readonly before: Moments;
  readonly now: Moments;
}

/** Sessions of both windows that are read, about; beyond it those of one of every so many users, by a hash of theirs. */
const mostSessions = 400_000;

/**
 * Days of use, and not users, are counted: of a shorter window, or of one that holds fewer sessions, the share is the
 * same. The days of one user are alike, so users are what varies. Every task of the scope, or the one it names.
 */
export async function readAdoption(reader: Reader, scope: Scope): Promise<TaskAdoption[]> {
  const since = { since: scope.window.previous };
  const { task: _, ...others } = scope.filters;
  const whole = { ...scope, filters: others };
  const counting = rowsOf('sessions', whole, since);
  const [counted] = await reader.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM fact_sessions WHERE ${counting.sql}`,
    counting.params,
  );
  const every = Math.max(1, Math.ceil(num(counted?.n) / mostSessions));
  const sessions = rowsOf('sessions', whole, since);
  const runs = rowsOf('runs', scope, { ...since, condition: sessions });
  const sampled = every > 1 ? ` AND hash(user_hash) % ${runs.next(every)} = 0` : '';
  const isNow = (at: string) => `${at} >= CAST(${runs.next(scope.window.from)} AS TIMESTAMP)`;
  const rows = await reader.query<Row>(
    `WITH active AS (
       SELECT product_id, hash(user_hash) AS person, ${isNow('start_ts')} AS now,
         count(DISTINCT CAST(start_ts AS DATE))::DOUBLE AS days
       FROM fact_sessions WHERE ${sessions.sql}${sampled} GROUP BY ALL),
     done AS (
       SELECT product_id, task_type, hash(user_hash) AS person, ${isNow('start')} AS now,
         count(DISTINCT CAST(start AS DATE))::DOUBLE AS days
       FROM fact_task_runs WHERE ${runs.sql}${sampled} GROUP BY ALL),
     whole AS (
       SELECT product_id, now, count(*) AS clusters, sum(days) AS n, sum(days * days) AS count_squares
       FROM active GROUP BY ALL),
     hits AS (
       SELECT product_id, task_type, now, sum(least(done.days, active.days)) AS sum,
         sum(pow(least(done.days, active.days), 2)) AS sum_squares,
         sum(least(done.days, active.days) * active.days) AS products
       FROM done JOIN active USING (product_id, person, now) GROUP BY ALL)
     SELECT whole.*, tasks.task_type, coalesce(hits.sum, 0) AS sum, coalesce(sum_squares, 0) AS sum_squares,
       coalesce(products, 0) AS products
     FROM whole JOIN (SELECT DISTINCT product_id, task_type FROM hits) AS tasks USING (product_id)
     LEFT JOIN hits USING (product_id, task_type, now)
     ORDER BY product_id, task_type`,
    runs.params,
  );
  const found = new Map<string, { -readonly [Key in keyof TaskAdoption]: TaskAdoption[Key] }>();
  for (const row of rows) {
    const productId = String(row.product_id);
    const key = JSON.stringify([productId, row.task_type]);
    const adoption = found.get(key) ?? {
      productId,
      task: String(row.task_type),
      before: noMoments,
      now: noMoments,
    };
    adoption[row.now === true ? 'now' : 'before'] = {
      n: num(row.n),
      sum: num(row.sum),
      clusters: num(row.clusters),
      sumSquares: num(row.sum_squares),
      products: num(row.products),
      countSquares: num(row.count_squares),
    };
    found.set(key, adoption);
  }
  return [...found.values()];
}

function shareOf(moments: Moments) {
  const value = meanOf(moments);
  if (value === null) return { value, n: 0 };
  const count = effectiveCount(moments);
  return { value, n: moments.n, ...wilson(value * count, count) };
}

/** All products' days together. */
export function adoptionFigure(adoptions: readonly TaskAdoption[]): Trended {
  const all = (pick: (one: TaskAdoption) => Moments) =>
    shareOf(adoptions.map(pick).reduce(addMoments, noMoments));
  return trend(
    all(one => one.now),
    all(one => one.before),
  );
}

/** How the share changed: the interval shown is of 95 %, `z` decides whether it surely fell. */
export function adoptionChange(
  { before, now }: TaskAdoption,
  z: number,
): Pick<Change, 'a' | 'b' | 'change'> & {
  /** By so much at least; negative where it may not have fallen. */
  readonly surelyFell: number;
} {
  const effective = (moments: Moments) => {
    const n = effectiveCount(moments);
    return { hits: (meanOf(moments) ?? 0) * n, n };
  };
  const sides = [effective(before), effective(now)] as const;
  const [a, b] = [shareOf(before), shareOf(now)];
  const value = a.value === null || b.value === null ? null : b.value - a.value;
  return {
    a,
    b,
    change: { value, n: Math.min(a.n, b.n), ...newcombe(...sides, z95) },
    surelyFell: -newcombe(...sides, z).high,
  };
}
