import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import { num, rowsOf, type Reader, type Scope } from '../scope/scope';
import type { Moments } from '../statistics/intervals';

/** Runs of one task on one release by people of one segment on one kind of device. */
export interface Cell {
  readonly productId: string;
  readonly release: string;
  readonly task: string;
  readonly segment: string;
  readonly device: string;
  readonly runs: number;
  readonly succeeded: number;
  /** Of ln(duration in ms) of successful runs. */
  readonly logDuration: Moments;
  readonly friction: Moments;
  /** Epoch ms of the first run. */
  readonly firstAt: number;
}

/** All that comparing releases needs, a few numbers per cell; `releases` null takes those there are. */
export async function readCells(
  reader: Reader,
  scope: Scope,
  releases: readonly string[] | null,
): Promise<Cell[]> {
  const where = rowsOf('runs', scope);
  const chosen =
    releases === null
      ? 'version_tag IS NOT NULL'
      : `version_tag IN (SELECT unnest(${where.next([...releases])}))`;
  const timed = 'FILTER (WHERE success AND duration_ms > 0)';
  const rows = await reader.query<Record<string, WarehouseValue>>(
    `SELECT product_id, version_tag, task_type, coalesce(segment, '') AS segment, coalesce(device_type, '') AS device,
       count(*) AS runs, count(*) FILTER (WHERE success) AS succeeded, count(*) ${timed} AS timed,
       sum(ln(greatest(duration_ms, 1))) ${timed} AS log_sum,
       sum(ln(greatest(duration_ms, 1)) * ln(greatest(duration_ms, 1))) ${timed} AS log_squares,
       count(friction) AS rated, sum(friction) AS friction_sum, sum(friction * friction) AS friction_squares,
       min(start) AS first_at
     FROM fact_task_runs WHERE ${where.sql} AND ${chosen} GROUP BY ALL`,
    where.params,
  );
  return rows.map(row => ({
    productId: String(row.product_id),
    release: String(row.version_tag),
    task: String(row.task_type),
    segment: String(row.segment),
    device: String(row.device),
    runs: num(row.runs),
    succeeded: num(row.succeeded),
    logDuration: { n: num(row.timed), sum: num(row.log_sum), squares: num(row.log_squares) },
    friction: { n: num(row.rated), sum: num(row.friction_sum), squares: num(row.friction_squares) },
    firstAt: num(row.first_at),
  }));
}

export const runsOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.runs, 0);

/** Cells together as one. */
export function pool(cells: readonly Cell[]) {
  const add = (pick: (cell: Cell) => Moments): Moments =>
    cells.map(pick).reduce(
      (all, one) => ({
        n: all.n + one.n,
        sum: all.sum + one.sum,
        squares: all.squares + one.squares,
      }),
      { n: 0, sum: 0, squares: 0 },
    );
  return {
    runs: runsOf(cells),
    succeeded: cells.reduce((sum, cell) => sum + cell.succeeded, 0),
    logDuration: add(cell => cell.logDuration),
    friction: add(cell => cell.friction),
  };
}
export type Pooled = ReturnType<typeof pool>;
