import type { MixShift } from '../../contract';
import { runsOf, type Cell } from './releaseCells';

/** Shares that differ by less are no shift worth naming. */
const leastShift = 0.05;
const dimensions = ['segment', 'device', 'task'] as const;

/** Who ran the two releases, and for what: the shares that differ most. */
export function mixShiftsOf(a: readonly Cell[], b: readonly Cell[]): MixShift[] {
  const [total, other] = [runsOf(a), runsOf(b)];
  if (total === 0 || other === 0) return [];
  return dimensions
    .flatMap(dimension =>
      [...new Set([...a, ...b].map(cell => cell[dimension]))].map(value => {
        const share = (cells: readonly Cell[], all: number) =>
          runsOf(cells.filter(cell => cell[dimension] === value)) / all;
        return { dimension, value: value || 'unnamed', a: share(a, total), b: share(b, other) };
      }),
    )
    .filter(shift => Math.abs(shift.b - shift.a) >= leastShift)
    .sort((one, two) => Math.abs(two.b - two.a) - Math.abs(one.b - one.a));
}

/**
 * The difference b − a had b been run by a's segments and devices: means of the cells that both have, weighted by a's
 * runs (direct standardisation). Null where they share none.
 */
export function likeForLike(
  a: readonly Cell[],
  b: readonly Cell[],
  mean: (cell: Cell) => number | null,
): number | null {
  let [weights, difference] = [0, 0];
  for (const cell of a) {
    const other = b.find(one => one.segment === cell.segment && one.device === cell.device);
    const [before, after] = [mean(cell), other ? mean(other) : null];
    if (before === null || after === null) continue;
    weights += cell.runs;
    difference += cell.runs * (after - before);
  }
  return weights === 0 ? null : difference / weights;
}
