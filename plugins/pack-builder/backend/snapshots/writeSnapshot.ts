import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FilesService, StoredFile, WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { PackDefinition, SnapshotFormat } from '../../contract';
import type { Kind } from '../aggregation/kinds';
import { writeSqlite } from './writeSqlite';

type Field = PackDefinition['spec']['fields'][number];

export interface SnapshotRequest {
  readonly packId: string;
  readonly kind: Kind;
  readonly fields: readonly Field[];
  /** `latest`, or the month whose rows it holds. */
  readonly window: string;
}

export interface SnapshotFiles {
  readonly rows: number;
  readonly files: Readonly<Record<SnapshotFormat, StoredFile>>;
}

export interface SnapshotDependencies {
  /** With the released rows of the pack, as this build leaves them. */
  readonly connection: WarehouseConnection;
  readonly files: FilesService;
  /** A folder for builds alone, below the data folder: the warehouse writes nowhere else. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Spreadsheets run what starts like this as a formula; a leading apostrophe keeps it text. */
const csvText = (column: string) =>
  `CASE WHEN regexp_matches(${column}, '^[=+@\\t\\r-]') THEN '''' || ${column} ELSE ${column} END AS ${column}`;

/** Rows in an order that their dimensions fix, so that the same rows give the same bytes. */
function selectRows({ packId, kind, fields, window }: SnapshotRequest, columns: readonly string[]): string {
  const dimensions = kind.columns.filter(({ dimension }) => dimension).map(({ name }) => name);
  const only = window === 'latest' ? '' : ` AND month = ${quote(window)}`;
  const from = `SELECT ${fields.map(({ name }) => name).join(', ')}, row_number() OVER (ORDER BY ${dimensions.join(', ')}) AS row_place
    FROM ${kind.table} JOIN pb_current USING (month, epoch)
    WHERE pack_id = ${quote(packId)} AND window_start >= keep_from${only}`;
  return `SELECT ${columns.join(', ')} FROM (${from}) ORDER BY row_place`;
}

/** Writes a window's rows as SQLite, Parquet and CSV files, and hands them to the file store. */
export async function writeSnapshot(
  request: SnapshotRequest,
  dependencies: SnapshotDependencies,
): Promise<SnapshotFiles> {
  const { connection, files, signal } = dependencies;
  const folder = path.join(dependencies.folder, request.window);
  await mkdir(folder, { recursive: true });
  const file = (format: SnapshotFormat) => path.join(folder, `rows.${format}`);
  const columns = request.fields.map(({ name }) => name);
  const asCsv = request.fields.map(({ name, type }) =>
    type === 'string'
      ? csvText(name)
      : type === 'string[]'
        ? `CAST(to_json(${name}) AS VARCHAR) AS ${name}`
        : name,
  );
  await connection.run(
    `COPY (${selectRows(request, columns)}) TO ${quote(file('parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
  );
  await connection.run(`COPY (${selectRows(request, asCsv)}) TO ${quote(file('csv'))} (FORMAT csv, HEADER)`);
  const asText = request.fields.map(({ name, type }) => {
    if (type === 'date') return `CAST(${name} AS VARCHAR) AS ${name}`;
    return type === 'string[]' ? `CAST(to_json(${name}) AS VARCHAR) AS ${name}` : name;
  });
  const rows = await connection.query(selectRows(request, asText));
  await writeSqlite(file('sqlite'), request.kind, request.fields, rows, signal);
  const stored = {
    sqlite: await files.put({ path: file('sqlite') }),
    parquet: await files.put({ path: file('parquet') }),
    csv: await files.put({ path: file('csv') }),
  };
  return { rows: rows.length, files: stored };
}
