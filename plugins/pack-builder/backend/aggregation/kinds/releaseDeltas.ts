import { round } from '../../privacy/means';
import { monthOf } from '../calendar';
import type { Kind, NoisyCell, ReleasedRow } from './kind';
import { friction, frictionHigh, unitInterval } from './measures';
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
  columns: [
    { name: 'pack_id', type: 'string' },
    { name: 'date_window', type: 'string', dimension: true },
    { name: 'vertical', type: 'string', dimension: true },
    { name: 'release_version', type: 'string', dimension: true },
    { name: 'task_type', type: 'string', dimension: true },
    { name: 'friction_delta', type: 'number' },
    { name: 'friction_delta_moe95', type: 'number' },
    { name: 'efficiency_delta', type: 'number' },
    { name: 'efficiency_delta_moe95', type: 'number' },
    { name: 'sample_sessions', type: 'integer' },
    { name: 'sample_sessions_moe95', type: 'number' },
    { name: 'org_count', type: 'integer' },
    { name: 'org_count_band', type: 'string' },
  ],
  finest: 'month',
  mergesDetails: false,
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
  rows(cells) {
    const sides = new Map<string, { after?: NoisyCell; before?: NoisyCell }>();
    for (const cell of cells) {
      const { label, side } = splitReleaseDetail(cell.key.detail);
      const id = JSON.stringify([cell.key.start, cell.key.vertical, cell.key.task, label]);
      sides.set(id, { ...sides.get(id), [side]: cell });
    }
    return [...sides.values()].flatMap(({ after, before }) =>
      after && before ? [compare(after, before)] : [],
    );
  },
};

function compare(after: NoisyCell, before: NoisyCell): ReleasedRow {
  const difference = (measure: string) => {
    const a = after.mean(measure);
    const b = before.mean(measure);
    return tellScore(
      { value: (a.value - b.value) / 1000, moe95: Math.hypot(a.moe95, b.moe95) / 1000 },
      { low: -1, high: 1 },
    );
  };
  const frictionDelta = difference('friction');
  const efficiency = difference('efficiency');
  const fewer = after.orgsFrom <= before.orgsFrom ? after : before;
  const row = {
    date_window: monthOf(after.key.start),
    vertical: after.key.vertical,
    release_version: splitReleaseDetail(after.key.detail).label,
    task_type: after.key.task,
    friction_delta: frictionDelta.value,
    friction_delta_moe95: frictionDelta.moe95,
    efficiency_delta: efficiency.value,
    efficiency_delta_moe95: efficiency.moe95,
    sample_sessions: after.units + before.units,
    sample_sessions_moe95: round(Math.hypot(after.unitsMoe95, before.unitsMoe95), 1),
    org_count: fewer.orgsFrom,
    org_count_band: fewer.orgsBand,
  };
  const empty = frictionDelta.value === null && efficiency.value === null;
  return { cells: [after, before], row: empty ? null : row };
}
