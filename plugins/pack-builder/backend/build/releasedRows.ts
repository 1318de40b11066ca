import type { ColumnType, WarehouseConnection, WarehouseValue } from '@netcrab/plugin-api/backend';
import { epochOf } from '../aggregation/calendar';
import type { Column, Kind } from '../aggregation/kinds';
import type { DecidedWindow } from './releaseMonth';

const columnTypes: Readonly<Record<Column['type'], ColumnType>> = {
  string: 'VARCHAR',
  json: 'VARCHAR',
  'string[]': 'VARCHAR[]',
  integer: 'BIGINT',
  number: 'DOUBLE',
  date: 'DATE',
};

export interface MonthRows {
  readonly month: string;
  readonly epoch: number;
  readonly windows: readonly DecidedWindow[];
}

/** Appends the rows of a build to the pack's table. They count only once the build is committed. */
export async function appendRows(
  connection: WarehouseConnection,
  kind: Kind,
  packId: string,
  buildId: string,
  months: readonly MonthRows[],
): Promise<number> {
  const rows = months.flatMap(({ month, epoch, windows }) =>
    windows.flatMap(({ window, rows: released }) => released.map(row => ({ month, epoch, window, row }))),
  );
  if (rows.length === 0) return 0;
  const value = (column: Column, row: (typeof rows)[number]): WarehouseValue => {
    if (column.name === 'pack_id') return packId;
    const found = row.row[column.name];
    if (found === undefined) throw new RangeError(`A row of ${kind.table} lacks ${column.name}`);
    return column.type === 'date' ? epochOf(String(found)) : found;
  };
  await connection.append(kind.table, [
    { type: 'VARCHAR', values: rows.map(() => buildId) },
    { type: 'INTEGER', values: rows.map(({ epoch }) => epoch) },
    { type: 'VARCHAR', values: rows.map(({ month }) => month) },
    { type: 'VARCHAR', values: rows.map(({ window }) => window.grain) },
    { type: 'DATE', values: rows.map(({ window }) => epochOf(window.start)) },
    ...kind.columns.map(column => ({
      type: columnTypes[column.type],
      values: rows.map(row => value(column, row)),
    })),
  ]);
  return rows.length;
}

/** Which rows are the pack's now: a month's newest epoch, from the first day it keeps. */
export interface CurrentRows {
  readonly epochs: ReadonlyMap<string, number>;
  readonly keepFrom: string;
}

/** Stages `pb_current` for snapshots, and answers the months that have rows. */
export async function stageCurrent(
  connection: WarehouseConnection,
  kind: Kind,
  packId: string,
  current: CurrentRows,
): Promise<string[]> {
  await connection.run(
    'CREATE OR REPLACE TEMP TABLE pb_current (month VARCHAR, epoch INTEGER, keep_from DATE)',
  );
  const months = [...current.epochs];
  await connection.append('pb_current', [
    { type: 'VARCHAR', values: months.map(([month]) => month) },
    { type: 'INTEGER', values: months.map(([, epoch]) => epoch) },
    { type: 'DATE', values: months.map(() => epochOf(current.keepFrom)) },
  ]);
  const rows = await connection.query<{ month: string }>(
    `SELECT DISTINCT month FROM ${kind.table} JOIN pb_current USING (month, epoch)
     WHERE pack_id = $1 AND window_start >= keep_from ORDER BY month`,
    [packId],
  );
  return rows.map(({ month }) => month);
}

/** Removes what no commit stands behind, and what a restatement or the retention has ended. */
export async function dropStaleRows(
  connection: WarehouseConnection,
  kind: Kind,
  packId: string,
  committed: readonly string[],
  current: CurrentRows,
): Promise<void> {
  await stageCurrent(connection, kind, packId, current);
  await connection.run('CREATE OR REPLACE TEMP TABLE pb_committed (build_id VARCHAR)');
  await connection.append('pb_committed', [{ type: 'VARCHAR', values: committed }]);
  await connection.run(
    `DELETE FROM ${kind.table} WHERE pack_id = $1 AND (
       build_id NOT IN (SELECT build_id FROM pb_committed)
       OR NOT EXISTS (SELECT 1 FROM pb_current c WHERE c.month = ${kind.table}.month AND c.epoch = ${kind.table}.epoch
                      AND ${kind.table}.window_start >= c.keep_from))`,
    [packId],
  );
}
