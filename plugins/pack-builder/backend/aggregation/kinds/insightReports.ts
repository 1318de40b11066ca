import { clamp, round } from '../../privacy/means';
import { monthOf, windowsOf } from '../calendar';
import { findingsOf, type TaskFigures } from './findings';
import { otherTask, type CellKey, type Kind, type NoisyCell } from './kind';
import { friction, frictionHigh, logDuration, logDurationHigh, secondsOfLog } from './measures';
import { columnsOf, dimension, tellRow } from './rows';
import { scaled, tellScore, tellSize } from './tellable';

const score = { low: 0, high: 1 };
/** A run is done or it is not; thousandths, as its unit's value is the mean of its runs. */
const completed = 'CAST(CASE WHEN coalesce(r.success, false) THEN 1000 ELSE 0 END AS SMALLINT)';

/** The day after the window's last: a week's report is of the Monday that follows. */
function reportDate({ grain, start }: CellKey): string {
  const window = windowsOf(monthOf(start), grain).find(one => one.start === start);
  if (!window) throw new RangeError(`${start} begins no ${grain}`);
  return window.end;
}

/** What is told of a task; null where noise leaves nothing. */
function figuresOf(cell: NoisyCell): TaskFigures | null {
  const { task } = cell.key;
  const log = cell.mean('duration');
  const seconds = secondsOfLog(clamp(log.value, 0, logDurationHigh));
  const figures = {
    task_type: task,
    user_days: cell.units,
    friction: tellScore(scaled(cell.mean('friction'), 1 / 1000), score),
    // Tasks merged hold runs that nobody said were done or not.
    completion:
      task === otherTask
        ? { value: null, moe95: null }
        : tellScore(scaled(cell.mean('completion'), 1 / 1000), score),
    duration_s: tellSize({ value: seconds, moe95: seconds * (Math.exp(log.moe95 / 1000) - 1) }, 2),
  };
  const told = [figures.friction, figures.completion, figures.duration_s];
  return told.some(({ value }) => value !== null) ? figures : null;
}

/** Friction of the vertical: the mean of its tasks, by their user-days. */
function overall(cells: readonly NoisyCell[]) {
  const total = cells.reduce((sum, { units }) => sum + units, 0);
  const means = cells.map(cell => ({ ...cell.mean('friction'), share: cell.units / total }));
  return tellScore(
    {
      value: means.reduce((sum, { value, share }) => sum + (value * share) / 1000, 0),
      moe95: Math.hypot(...means.map(({ moe95, share }) => (moe95 * share) / 1000)),
    },
    score,
  );
}

/**
 * What a vertical's week or month was like: `mp_insight_reports`. Each cell is a task's week, as in other packs; the
 * report of all a week's cells is one row. Its findings are made of the noised figures, so they cost no privacy.
 */
export const insightReports: Kind = {
  table: 'mp_insight_reports',
  columns: columnsOf(
    [
      dimension('report_date', 'date'),
      dimension('vertical'),
      dimension('report_type'),
      { name: 'insights', type: 'json' },
    ],
    ['mean_frict_score'],
  ),
  finest: 'week',
  mergesDetails: false,
  planWeight: 0.05,
  unitsWeight: 0.2,
  measures: [
    { id: 'friction', type: 'sum', value: friction, high: frictionHigh, usefulMargin: 80, weight: 0.3 },
    { id: 'completion', type: 'sum', value: completed, high: 1000, usefulMargin: 80, weight: 0.2 },
    {
      id: 'duration',
      type: 'sum',
      value: logDuration,
      high: logDurationHigh,
      usefulMargin: 500,
      weight: 0.25,
    },
  ],
  detail: "'all'",
  rowOf: ({ grain, start, vertical }) => JSON.stringify([grain, start, vertical]),
  row(cells) {
    const [first] = cells;
    if (!first) return undefined;
    const told = [...cells].sort((a, b) => (a.key.task < b.key.task ? -1 : 1));
    const tasks = told.flatMap(cell => figuresOf(cell) ?? []);
    if (tasks.length === 0) return null;
    const fewest = told.reduce((least, cell) => (cell.orgsFrom < least.orgsFrom ? cell : least), first);
    return tellRow(
      {
        report_date: reportDate(first.key),
        vertical: first.key.vertical,
        report_type: first.key.grain === 'week' ? 'weekly' : 'monthly',
        insights: JSON.stringify({ from: first.key.start, tasks, findings: findingsOf(tasks) }),
      },
      { mean_frict_score: overall(told) },
      {
        orgsFrom: fewest.orgsFrom,
        orgsBand: fewest.orgsBand,
        units: told.reduce((sum, { units }) => sum + units, 0),
        unitsMoe95: round(Math.hypot(...told.map(({ unitsMoe95 }) => unitsMoe95)), 1),
      },
    );
  },
};
