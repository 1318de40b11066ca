import type { Figure, Overview } from '../../contract';
import { adoptionFigure, readAdoption } from '../adoption/adoption';
import { aboutOf } from '../answers/definitions';
import { noteMetrics } from '../notes/findNotes';
import { trend } from '../answers/trend';
import { num, rowsOf, type Reader, type Scope } from '../scope/scope';
import { dayOf, daysOf } from '../scope/window';
import {
  addMoments,
  independent,
  meanFigure,
  noMoments,
  shareFigure,
  type Moments,
} from '../statistics/intervals';

interface SessionDay {
  day: number;
  n: bigint;
  sum: number | null;
  squares: number | null;
}
interface RunDay extends SessionDay {
  ended: bigint;
  succeeded: bigint;
}

/** What the overview says of sessions and runs; hotspots and note come from their own. */
export type OverviewFigures = Omit<Overview, 'topHotspots' | 'noteOfTheDay'>;

async function readDays(reader: Reader, scope: Scope) {
  const since = { since: scope.window.previous };
  const sessions = rowsOf('sessions', scope, since);
  const runs = rowsOf('runs', scope, since);
  return Promise.all([
    reader.query<SessionDay>(
      `SELECT CAST(start_ts AS DATE) AS day, count(*) AS n, sum(frustration_score) AS sum,
         sum(frustration_score * frustration_score) AS squares
       FROM fact_sessions WHERE ${sessions.sql} GROUP BY 1`,
      sessions.params,
    ),
    reader.query<RunDay>(
      `SELECT CAST(start AS DATE) AS day, count(efficiency) AS n, sum(efficiency) AS sum,
         sum(efficiency * efficiency) AS squares,
         count(*) FILTER (WHERE success IS NOT NULL OR abandoned) AS ended, count(*) FILTER (WHERE success) AS succeeded
       FROM fact_task_runs WHERE ${runs.sql} GROUP BY 1`,
      runs.params,
    ),
  ]);
}

const momentsOf = (rows: readonly SessionDay[]): Moments =>
  rows.map(row => independent(num(row.n), num(row.sum), num(row.squares))).reduce(addMoments, noMoments);
const percent = (value: number) => 100 * value;

/** Friction, efficiency, sessions and success over the window and the one before, each with its days. */
export async function overviewFigures(reader: Reader, scope: Scope): Promise<OverviewFigures> {
  const [[sessions, runs], adoptions] = await Promise.all([
    readDays(reader, scope),
    scope.filters.task === undefined ? null : readAdoption(reader, scope),
  ]);
  const { from } = scope.window;
  const days = daysOf(scope.window);

  const parts = <Row extends SessionDay>(rows: readonly Row[]) => ({
    now: rows.filter(row => row.day >= from),
    before: rows.filter(row => row.day < from),
    onDay: new Map(rows.map(row => [dayOf(row.day), row])),
  });
  const [session, run] = [parts(sessions), parts(runs)];
  const means = ({ now, before, onDay }: ReturnType<typeof parts<SessionDay>>) => ({
    ...trend(meanFigure(momentsOf(now), percent), meanFigure(momentsOf(before), percent)),
    days: days.map(day => {
      const moments = momentsOf([onDay.get(day)].filter(row => row !== undefined));
      return { day, value: moments.n === 0 ? null : (100 * moments.sum) / moments.n, n: moments.n };
    }),
  });
  const counted = (rows: readonly SessionDay[]): Figure => {
    const { n } = momentsOf(rows);
    return { value: n, n };
  };
  const succeeded = (rows: readonly RunDay[]) =>
    shareFigure(
      rows.reduce((sum, row) => sum + num(row.succeeded), 0),
      rows.reduce((sum, row) => sum + num(row.ended), 0),
    );
  return {
    about: aboutOf(scope, [
      'frictionIndex',
      'efficiencyScore',
      'sessions',
      'taskSuccess',
      'impact',
      'users',
      'severity',
      ...noteMetrics,
    ]),
    frictionIndex: means(session),
    efficiencyScore: means(run),
    sessions: {
      ...trend(counted(session.now), counted(session.before)),
      days: days.map(day => {
        const n = num(session.onDay.get(day)?.n);
        return { day, value: n, n };
      }),
    },
    taskAdoption: adoptions && adoptionFigure(adoptions),
    taskSuccess: trend(succeeded(run.now), succeeded(run.before)),
  };
}
