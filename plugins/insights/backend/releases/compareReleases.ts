import type { Change, Figure, ReleaseComparison, ReleaseQuery, TaskComparison } from '../../contract';
import { aboutOf } from '../answers/definitions';
import { num, rowsOf, type Reader, type Scope } from '../scope/scope';
import {
  effectiveCount,
  meanFigure,
  meanOf,
  newcombe,
  welch,
  wilson,
  z95,
  type Interval,
  type Moments,
} from '../statistics/intervals';
import { quantileAbove } from '../statistics/normal';
import { likeForLike, mixShiftsOf } from './mixShift';
import { pool, readCells, type Cell } from './releaseCells';

/** Fewer runs on a side are too few to say anything. */
export const leastRuns = 30;
const measuresPerTask = 3;

interface Sides {
  readonly a: readonly Cell[];
  readonly b: readonly Cell[];
}

/** The z at which all intervals of a comparison hold together with 95 % (Bonferroni). */
export const zForAll = (comparisons: number): number => quantileAbove(0.025 / Math.max(1, comparisons));

const figureOf = (value: number | null, n: number, interval: Interval | null): Figure => ({
  value,
  n,
  ...(interval && { low: interval.low, high: interval.high }),
});

/** @param worse the sign of a worsening */
function verdictOf(strict: Interval | null, worse: 1 | -1): Change['verdict'] {
  if (!strict || (strict.low <= 0 && strict.high >= 0)) return 'unclear';
  return Math.sign(strict.low) === worse ? 'worse' : 'better';
}

type Share = Parameters<typeof newcombe>[0];

function successOf(moments: Moments): Figure {
  const share = meanOf(moments);
  if (share === null) return { value: null, n: 0 };
  const count = effectiveCount(moments);
  return { value: share, n: moments.n, ...wilson(share * count, count) };
}

/** One task on two releases. `z` decides the verdicts; the intervals shown are of 95 %. */
export function compareTask(task: string, { a, b }: Sides, z: number): TaskComparison {
  const [before, after] = [pool(a), pool(b)];
  const n = Math.min(before.runs, after.runs);
  const tooFew = n < leastRuns;
  const verdict = (strict: Interval | null, worse: 1 | -1) => (tooFew ? 'unclear' : verdictOf(strict, worse));
  const successes = [before.success, after.success] as const;
  const shares = successes.map(moments => {
    const count = effectiveCount(moments);
    return { hits: (meanOf(moments) ?? 0) * count, n: count };
  }) as [Share, Share];
  const logs = [before.logDuration, after.logDuration] as const;
  const ratio = welch(...logs);
  const frictions = [before.friction, after.friction] as const;
  const difference = (pair: readonly [typeof before.friction, typeof before.friction]) => {
    const [one, two] = [meanOf(pair[0]), meanOf(pair[1])];
    return one === null || two === null ? null : two - one;
  };
  const successChange = difference(successes);
  const logDifference = difference(logs);
  const logLike = likeForLike(a, b, cell => meanOf(cell.logDuration));
  return {
    task,
    runs: { a: before.runs, b: after.runs },
    tooFew,
    success: {
      a: successOf(before.success),
      b: successOf(after.success),
      change: figureOf(successChange, n, successChange === null ? null : newcombe(...shares, z95)),
      likeForLike: likeForLike(a, b, cell => meanOf(cell.success)),
      verdict: verdict(newcombe(...shares, z), -1),
    },
    duration: {
      a: meanFigure(before.logDuration, Math.exp),
      b: meanFigure(after.logDuration, Math.exp),
      change: figureOf(
        logDifference === null ? null : Math.exp(logDifference),
        Math.min(logs[0].n, logs[1].n),
        ratio && { low: Math.exp(ratio.low), high: Math.exp(ratio.high) },
      ),
      likeForLike: logLike === null ? null : Math.exp(logLike),
      verdict: verdict(welch(...logs, z), 1),
    },
    friction: {
      a: meanFigure(before.friction),
      b: meanFigure(after.friction),
      change: figureOf(difference(frictions), Math.min(frictions[0].n, frictions[1].n), welch(...frictions)),
      likeForLike: likeForLike(a, b, cell => meanOf(cell.friction)),
      verdict: verdict(welch(...frictions, z), 1),
    },
  };
}

/** All tasks of two releases, the largest worsening of friction first. */
export function compareTasks({ a, b }: Sides, z?: number): TaskComparison[] {
  const tasks = [...new Set([...a, ...b].map(cell => cell.task))];
  const strict = z ?? zForAll(tasks.length * measuresPerTask);
  const of = (cells: readonly Cell[], task: string) => cells.filter(cell => cell.task === task);
  return tasks
    .map(task => compareTask(task, { a: of(a, task), b: of(b, task) }, strict))
    .sort(
      (one, two) =>
        Number(one.tooFew) - Number(two.tooFew) ||
        (two.friction.change.value ?? -1) - (one.friction.change.value ?? -1) ||
        one.task.localeCompare(two.task),
    );
}

export async function compareReleases(
  reader: Reader,
  scope: Scope,
  { a, b }: Pick<ReleaseQuery, 'a' | 'b'>,
): Promise<ReleaseComparison> {
  const where = rowsOf('sessions', scope);
  const [cells, sessions] = await Promise.all([
    readCells(reader, scope, [a, b]),
    reader.query<{ release: string; n: bigint }>(
      `SELECT version_tag AS release, count(*) AS n FROM fact_sessions
       WHERE ${where.sql} AND version_tag IN (SELECT unnest(${where.next([a, b])})) GROUP BY 1`,
      where.params,
    ),
  ]);
  const side = (release: string) => {
    const own = cells.filter(cell => cell.release === release);
    const counted = sessions.find(row => row.release === release);
    return { cells: own, view: { release, runs: pool(own).runs, sessions: num(counted?.n) } };
  };
  const [one, two] = [side(a), side(b)];
  return {
    about: aboutOf(scope, ['releaseRuns', 'runSuccess', 'runDuration', 'runFriction']),
    a: one.view,
    b: two.view,
    leastRuns,
    tasks: compareTasks({ a: one.cells, b: two.cells }),
    mixShifts: mixShiftsOf(one.cells, two.cells),
  };
}
