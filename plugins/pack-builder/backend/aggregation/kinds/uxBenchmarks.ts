import { round } from '../../privacy/means';
import { anyDetail, type Kind } from './kind';
import {
  clickEdges,
  clicks,
  durationEdges,
  durationMs,
  friction,
  frictionEdges,
  frictionHigh,
  unitInterval,
} from './measures';
import { scaled, tellScore, tellSize } from './tellable';

const score = { low: 0, high: 1 };

/** Friction and effort per task: `mp_ux_friction_daily`. The detail is the complexity of the flow. */
export const uxBenchmarks: Kind = {
  table: 'mp_ux_friction_daily',
  columns: [
    { name: 'pack_id', type: 'string' },
    { name: 'date', type: 'date', dimension: true },
    { name: 'date_grain', type: 'string', dimension: true },
    { name: 'vertical', type: 'string', dimension: true },
    { name: 'task_type', type: 'string', dimension: true },
    { name: 'flow_complexity', type: 'integer', dimension: true },
    { name: 'median_clicks', type: 'number' },
    { name: 'median_clicks_moe95', type: 'number' },
    { name: 'median_duration_s', type: 'number' },
    { name: 'median_duration_s_moe95', type: 'number' },
    { name: 'mean_frict_score', type: 'number' },
    { name: 'mean_frict_score_moe95', type: 'number' },
    { name: 'p90_frict_score', type: 'number' },
    { name: 'p90_frict_score_moe95', type: 'number' },
    { name: 'sample_sessions', type: 'integer' },
    { name: 'sample_sessions_moe95', type: 'number' },
    { name: 'org_count', type: 'integer' },
    { name: 'org_count_band', type: 'string' },
  ],
  finest: 'day',
  mergesDetails: true,
  planWeight: 0.05,
  unitsWeight: 0.16,
  measures: [
    { id: 'clicks', type: 'histogram', value: clicks, edges: clickEdges, weight: 0.16 },
    { id: 'duration', type: 'histogram', value: durationMs, edges: durationEdges, weight: 0.17 },
    { id: 'friction', type: 'sum', value: friction, high: frictionHigh, usefulMargin: 80, weight: 0.2 },
    {
      id: 'friction_spread',
      type: 'histogram',
      value: unitInterval('r.friction'),
      edges: frictionEdges,
      weight: 0.26,
    },
  ],
  detail: 'CAST(least(5, greatest(1, coalesce(r.flow_complexity, 1))) AS VARCHAR)',
  rows: cells =>
    cells.map(cell => {
      const clickMedian = tellSize(scaled(cell.quantile('clicks', 0.5), 1 / 100), 1);
      const duration = tellSize(scaled(cell.quantile('duration', 0.5), 1 / 1000), 2);
      const mean = tellScore(scaled(cell.mean('friction'), 1 / 1000), score);
      const worst = tellScore(scaled(cell.quantile('friction_spread', 0.9), 1 / 1000), score);
      const empty = [clickMedian, duration, mean, worst].every(({ value }) => value === null);
      const row = {
        date: cell.key.start,
        date_grain: cell.key.grain,
        vertical: cell.key.vertical,
        task_type: cell.key.task,
        // 0 where complexities had to be merged: no single bin holds enough.
        flow_complexity: cell.key.detail === anyDetail ? 0 : Number(cell.key.detail),
        median_clicks: clickMedian.value,
        median_clicks_moe95: clickMedian.moe95,
        median_duration_s: duration.value,
        median_duration_s_moe95: duration.moe95,
        mean_frict_score: mean.value,
        mean_frict_score_moe95: mean.moe95,
        p90_frict_score: worst.value,
        p90_frict_score_moe95: worst.moe95,
        sample_sessions: cell.units,
        sample_sessions_moe95: round(cell.unitsMoe95, 1),
        org_count: cell.orgsFrom,
        org_count_band: cell.orgsBand,
      };
      return { cells: [cell], row: empty ? null : row };
    }),
};
