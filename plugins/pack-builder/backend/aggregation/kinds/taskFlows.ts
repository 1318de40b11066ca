import { clamp, round } from '../../privacy/means';
import { monthOf } from '../calendar';
import { archetypeOf, archetypeSql } from './archetypes';
import type { Kind } from './kind';
import { friction, frictionHigh, logDuration, logDurationHigh, secondsOfLog } from './measures';
import { scaled, tellScore, tellSize } from './tellable';

/** How tasks are done: `mp_task_flows`. The detail is the archetype of the run. */
export const taskFlows: Kind = {
  table: 'mp_task_flows',
  columns: [
    { name: 'pack_id', type: 'string' },
    { name: 'date_window', type: 'string', dimension: true },
    { name: 'vertical', type: 'string', dimension: true },
    { name: 'task_type', type: 'string', dimension: true },
    { name: 'archetype_id', type: 'string', dimension: true },
    { name: 'archetype_label', type: 'string' },
    { name: 'steps', type: 'string[]' },
    { name: 'avg_duration_s', type: 'number' },
    { name: 'avg_duration_s_moe95', type: 'number' },
    { name: 'avg_frict_score', type: 'number' },
    { name: 'avg_frict_score_moe95', type: 'number' },
    { name: 'sample_sessions', type: 'integer' },
    { name: 'sample_sessions_moe95', type: 'number' },
    { name: 'org_count', type: 'integer' },
    { name: 'org_count_band', type: 'string' },
  ],
  finest: 'month',
  mergesDetails: false,
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
  rows: cells =>
    cells.map(cell => {
      const archetype = archetypeOf(cell.key.detail);
      const log = cell.mean('duration');
      // The mean is taken of logarithms, so it is the geometric mean: one idle hour does not move it.
      const seconds = secondsOfLog(clamp(log.value, 0, logDurationHigh));
      const duration = tellSize({ value: seconds, moe95: seconds * (Math.exp(log.moe95 / 1000) - 1) }, 2);
      const score = tellScore(scaled(cell.mean('friction'), 1 / 1000), { low: 0, high: 1 });
      const row = {
        date_window: monthOf(cell.key.start),
        vertical: cell.key.vertical,
        task_type: cell.key.task,
        archetype_id: cell.key.detail,
        archetype_label: archetype.label,
        steps: archetype.steps,
        avg_duration_s: duration.value,
        avg_duration_s_moe95: duration.moe95,
        avg_frict_score: score.value,
        avg_frict_score_moe95: score.moe95,
        sample_sessions: cell.units,
        sample_sessions_moe95: round(cell.unitsMoe95, 1),
        org_count: cell.orgsFrom,
        org_count_band: cell.orgsBand,
      };
      return { cells: [cell], row: duration.value === null && score.value === null ? null : row };
    }),
};
