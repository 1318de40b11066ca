import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import { num, rowsOf, type Reader, type Scope } from '../scope/scope';
import { addMoments, noMoments, type Moments } from '../statistics/intervals';

type Row = Record<string, WarehouseValue>;

/** Runs of one task on one release by people of one segment on one kind of device. */
export interface Cell {
  readonly productId: string;
  readonly release: string;
  readonly task: string;
  readonly segment: string;
  readonly device: string;
  readonly runs: number;
  /** 1 for a run that succeeded, 0 for one that did not. */
  readonly success: Moments;
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
  // Per user first: the runs of one user are alike, and count as one cluster.
  const clustered = (measure: string) => `
    sum(${measure}_n) AS ${measure}_n, sum(${measure}) AS ${measure}_sum,
    count(*) FILTER (WHERE ${measure}_n > 0) AS ${measure}_clusters, sum(${measure} * ${measure}) AS ${measure}_squares,
    sum(${measure} * ${measure}_n) AS ${measure}_products, sum(${measure}_n * ${measure}_n) AS ${measure}_counts`;
  const timed = 'FILTER (WHERE success AND duration_ms > 0)';
  const rows = await reader.query<Row>(
    `WITH users AS (
       SELECT product_id, version_tag, task_type, coalesce(segment, '') AS segment,
         coalesce(device_type, '') AS device, min(start) AS first_at,
         count(*)::DOUBLE AS success_n, (count(*) FILTER (WHERE success))::DOUBLE AS success,
         (count(*) ${timed})::DOUBLE AS spent_n, sum(ln(greatest(duration_ms, 1))) ${timed} AS spent,
         count(friction)::DOUBLE AS friction_n, sum(friction) AS friction
       FROM fact_task_runs WHERE ${where.sql} AND ${chosen}
       GROUP BY product_id, version_tag, task_type, segment, device_type, hash(user_hash))
     SELECT product_id, version_tag, task_type, segment, device, min(first_at) AS first_at,
       ${['success', 'spent', 'friction'].map(clustered).join(', ')}
     FROM users GROUP BY product_id, version_tag, task_type, segment, device`,
    where.params,
  );
  return rows.map(row => {
    const moments = (measure: string): Moments => ({
      n: num(row[`${measure}_n`]),
      sum: num(row[`${measure}_sum`]),
      clusters: num(row[`${measure}_clusters`]),
      sumSquares: num(row[`${measure}_squares`]),
      products: num(row[`${measure}_products`]),
      countSquares: num(row[`${measure}_counts`]),
    });
    return {
      productId: String(row.product_id),
      release: String(row.version_tag),
      task: String(row.task_type),
      segment: String(row.segment),
      device: String(row.device),
      runs: num(row.success_n),
      success: moments('success'),
      logDuration: moments('spent'),
      friction: moments('friction'),
      firstAt: num(row.first_at),
    };
  });
}

export const runsOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.runs, 0);

/** Cells together as one. */
export function pool(cells: readonly Cell[]) {
  const add = (pick: (cell: Cell) => Moments) => cells.map(pick).reduce(addMoments, noMoments);
  return {
    runs: runsOf(cells),
    success: add(cell => cell.success),
    logDuration: add(cell => cell.logDuration),
    friction: add(cell => cell.friction),
  };
}
