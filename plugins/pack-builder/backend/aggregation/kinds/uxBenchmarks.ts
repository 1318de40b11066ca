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
import { columnsOf, dimension, tellRow } from './rows';
import { scaled, tellScore, tellSize } from './tellable';

const score = { low: 0, high: 1 };

/** Friction and effort per task: `mp_ux_friction_daily`. The detail is the complexity of the flow. */
export const uxBenchmarks: Kind = {
  table: 'mp_ux_friction_daily',
  columns: columnsOf(
    [
      dimension('date', 'date'),
      dimension('date_grain'),
      dimension('vertical'),
      dimension('task_type'),
      dimension('flow_complexity', 'integer'),
    ],
    ['median_clicks', 'median_duration_s', 'mean_frict_score', 'p90_frict_score'],
  ),
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
  row: ([cell]) =>
    cell &&
    tellRow(
      {
        date: cell.key.start,
        date_grain: cell.key.grain,
        vertical: cell.key.vertical,
        task_type: cell.key.task,
        // 0 where complexities had to be merged: no single bin holds enough.
        flow_complexity: cell.key.detail === anyDetail ? 0 : Number(cell.key.detail),
      },
      {
        median_clicks: tellSize(scaled(cell.quantile('clicks', 0.5), 1 / 100), 1),
        median_duration_s: tellSize(scaled(cell.quantile('duration', 0.5), 1 / 1000), 2),
        mean_frict_score: tellScore(scaled(cell.mean('friction'), 1 / 1000), score),
        p90_frict_score: tellScore(scaled(cell.quantile('friction_spread', 0.9), 1 / 1000), score),
      },
      cell,
    ),
};
