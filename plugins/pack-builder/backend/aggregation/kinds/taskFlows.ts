import { clamp } from '../../privacy/means';
import { archetypeOf, archetypeSql } from './archetypes';
import type { Kind } from './kind';
import { friction, frictionHigh, logDuration, logDurationHigh, secondsOfLog } from './measures';
import { columnsOf, dimension, monthly, monthOfCell, tellRow } from './rows';
import { scaled, tellScore, tellSize } from './tellable';

/** How tasks are done: `mp_task_flows`. The detail is the archetype of the run. */
export const taskFlows: Kind = {
  table: 'mp_task_flows',
  columns: columnsOf(
    [
      dimension('date_window'),
      dimension('vertical'),
      dimension('task_type'),
      dimension('archetype_id'),
      { name: 'archetype_label', type: 'string' },
      { name: 'steps', type: 'string[]' },
    ],
    ['avg_duration_s', 'avg_frict_score'],
  ),
  ...monthly,
  planWeight: 0.05,
  unitsWeight: 0.2,
  measures: [
    {
      id: 'duration',
      type: 'sum',
      value: logDuration,
      high: logDurationHigh,
      usefulMargin: 500,
      weight: 0.45,
    },
    { id: 'friction', type: 'sum', value: friction, high: frictionHigh, usefulMargin: 80, weight: 0.3 },
  ],
  detail: archetypeSql,
  row([cell]) {
    if (!cell) return undefined;
    const { vertical, task, detail } = cell.key;
    const { label, steps } = archetypeOf(detail);
    const log = cell.mean('duration');
    // The mean is taken of logarithms, so it is the geometric mean: one idle hour does not move it.
    const seconds = secondsOfLog(clamp(log.value, 0, logDurationHigh));
    return tellRow(
      {
        date_window: monthOfCell(cell.key),
        vertical,
        task_type: task,
        archetype_id: detail,
        archetype_label: label,
        steps,
      },
      {
        avg_duration_s: tellSize({ value: seconds, moe95: seconds * (Math.exp(log.moe95 / 1000) - 1) }, 2),
        avg_frict_score: tellScore(scaled(cell.mean('friction'), 1 / 1000), { low: 0, high: 1 }),
      },
      cell,
    );
  },
};
