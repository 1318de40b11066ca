import { encodedColumn, type PackVersion, type Snapshot } from '@netcrab/plugin-pack-builder/contract';
import type { Database } from 'better-sqlite3';
import { sampleRows } from '../../contract/types';
import { windowDays } from './calendarWindow';
import { quoted, timeColumnOf, type Column } from './columns';

/** A snapshot's file opened for reading: an immutable table with its columns, as the definition and the file agree. */
export interface SnapshotTable {
  readonly snapshot: Snapshot;
  readonly path: string;
  readonly database: Database;
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  /** The column that holds each row's JSON, made when the snapshot was; null where there is none. */
  readonly encoded: string | null;
  readonly column: (name: string) => Column | undefined;
  readonly time: Column | null;
  /** The values of a time column that holds windows, with their days; null where it holds dates. */
  readonly windows: ReadonlyArray<{
    readonly value: string;
    readonly first: string;
    readonly last: string;
  }> | null;
  /** Row ids of the public sample: the newest rows. */
  readonly sampleIds: readonly number[];
}

type Constructor = typeof import('better-sqlite3');
let constructor: Constructor | undefined;

const mappedBytes = 1 << 30;

/** @throws when the file holds no table. */
export async function openTable(
  path: string,
  snapshot: Snapshot,
  fields: PackVersion['fields'],
  preferredTable: string,
): Promise<SnapshotTable> {
  constructor ??= (await import('better-sqlite3')).default;
  const database = new constructor(path, { readonly: true, fileMustExist: true });
  try {
    // The file never changes: the shared lock is taken once, and pages are read where the system has them.
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma(`mmap_size = ${mappedBytes}`);
    database.pragma('query_only = ON');
    return describe(database, path, snapshot, fields, preferredTable);
  } catch (error) {
    database.close();
    throw error;
  }
}

function describe(
  database: Database,
  path: string,
  snapshot: Snapshot,
  fields: PackVersion['fields'],
  preferredTable: string,
): SnapshotTable {
  const tables = database
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all()
    .map(({ name }) => name);
  const table = tables.includes(preferredTable) ? preferredTable : tables[0];
  if (table === undefined) throw new Error(`The snapshot ${path} holds no table`);

  const stored = storedColumns(database, table);
  const columns = readColumns(database, table, stored, fields);
  const byName = new Map(columns.map(column => [column.name, column]));
  const time = timeColumnOf(columns);
  const { rows = 0 } =
    database.prepare<[], { rows: number }>(`SELECT count(*) AS rows FROM ${quoted(table)}`).get() ?? {};
  return {
    snapshot,
    path,
    database,
    table,
    rows,
    columns,
    encoded: stored.has(encodedColumn) && columns.length === fields.length ? encodedColumn : null,
    column: name => byName.get(name),
    time,
    windows: time && time.type !== 'date' ? readWindows(database, table, time) : null,
    sampleIds: database
      .prepare<[], number>(
        `SELECT rowid FROM ${quoted(table)} ORDER BY ${time ? `${quoted(time.name)} DESC, ` : ''}rowid DESC LIMIT ${sampleRows}`,
      )
      .pluck()
      .all(),
  };
}

const storedColumns = (database: Database, table: string): ReadonlySet<string> =>
  new Set(database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table));

/** The fields of the version that the file has, in the definition's order. */
const readColumns = (
  database: Database,
  table: string,
  stored: ReadonlySet<string>,
  fields: PackVersion['fields'],
): Column[] =>
  fields
    .filter(field => stored.has(field.name))
    .map(field => ({
      ...field,
      epochDate: field.type === 'date' && holdsNumbers(database, table, field.name),
    }));

const holdsNumbers = (database: Database, table: string, name: string): boolean =>
  database
    .prepare<[], string>(
      `SELECT typeof(${quoted(name)}) FROM ${quoted(table)} WHERE ${quoted(name)} IS NOT NULL LIMIT 1`,
    )
    .pluck()
    .get() === 'integer';

function readWindows(database: Database, table: string, time: Column): SnapshotTable['windows'] {
  return database
    .prepare<[], string>(
      `SELECT DISTINCT ${quoted(time.name)} FROM ${quoted(table)} WHERE ${quoted(time.name)} IS NOT NULL`,
    )
    .pluck()
    .all()
    .flatMap(value => {
      const days = windowDays(String(value));
      return days ? [{ value: String(value), ...days }] : [];
    });
}
