import type { Kind, NoisyCell, Row } from './kind';
import { friction, frictionHigh, unitInterval } from './measures';
import { columnsOf, dimension, monthly, monthOfCell, tellRow } from './rows';
import { tellScore } from './tellable';

/** After a release and before it are cells of their own, so that a unit seen on both sides counts as two cells. */
export type ReleaseSide = 'after' | 'before';
export const releaseDetail = (label: string, side: ReleaseSide) => `${label}|${side}`;

export function splitReleaseDetail(detail: string): { label: string; side: ReleaseSide } {
  const [label = '', side] = detail.split('|');
  return { label, side: side === 'after' ? 'after' : 'before' };
}

/** What a release changed: `mp_release_deltas`. Each run is joined to the release it came after or before. */
export const releaseDeltas: Kind = {
  table: 'mp_release_deltas',
  columns: columnsOf(
    [dimension('date_window'), dimension('vertical'), dimension('release_version'), dimension('task_type')],
    ['friction_delta', 'efficiency_delta'],
  ),
  ...monthly,
  planWeight: 0.1,
  unitsWeight: 0.3,
  measures: [
    { id: 'friction', type: 'sum', value: friction, high: frictionHigh, usefulMargin: 80, weight: 0.3 },
    {
      id: 'efficiency',
      type: 'sum',
      value: unitInterval('r.efficiency'),
      high: 1000,
      usefulMargin: 80,
      weight: 0.3,
    },
  ],
  detail: 'd.detail',
  detailJoin: `JOIN pb_releases d ON d.org_id = r.org_id AND d.product_id = r.product_id AND d.version_tag = r.version_tag`,
  rowOf: ({ start, vertical, task, detail }) =>
    JSON.stringify([start, vertical, task, splitReleaseDetail(detail).label]),
  row(cells) {
    const on = (side: ReleaseSide) => cells.find(({ key }) => splitReleaseDetail(key.detail).side === side);
    const [after, before] = [on('after'), on('before')];
    return after && before && compare(after, before);
  },
};

function compare(after: NoisyCell, before: NoisyCell): Row | null {
  const difference = (measure: string) => {
    const a = after.mean(measure);
    const b = before.mean(measure);
    return tellScore(
      { value: (a.value - b.value) / 1000, moe95: Math.hypot(a.moe95, b.moe95) / 1000 },
      { low: -1, high: 1 },
    );
  };
  const fewer = after.orgsFrom <= before.orgsFrom ? after : before;
  return tellRow(
    {
      date_window: monthOfCell(after.key),
      vertical: after.key.vertical,
      release_version: splitReleaseDetail(after.key.detail).label,
      task_type: after.key.task,
    },
    { friction_delta: difference('friction'), efficiency_delta: difference('efficiency') },
    {
      ...fewer,
      units: after.units + before.units,
      unitsMoe95: Math.hypot(after.unitsMoe95, before.unitsMoe95),
    },
  );
}
