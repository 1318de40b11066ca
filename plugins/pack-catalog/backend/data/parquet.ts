import type { ColumnType, WarehouseService, WarehouseValue } from '@netcrab/plugin-api/backend';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quoted, type Column, type FieldType } from '../snapshots/columns';

const columnTypes: Readonly<Record<FieldType, ColumnType>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  date: 'DATE',
  'string[]': 'VARCHAR[]',
  json: 'VARCHAR',
};
const timeoutMs = 10_000;

/**
 * A page as a Parquet file, written by the warehouse's engine from rows that were already read.
 * @param scratch a folder below the data folder: the engine may write nowhere else.
 */
export async function writeParquet(
  warehouse: WarehouseService,
  scratch: string,
  columns: readonly Column[],
  rows: readonly (readonly unknown[])[],
): Promise<Uint8Array> {
  await mkdir(scratch, { recursive: true });
  const folder = await mkdtemp(join(scratch, 'page-'));
  const path = join(folder, 'page.parquet');
  try {
    await warehouse.session({ timeoutMs }, async connection => {
      const definition = columns.map(({ name, type }) => `${quoted(name)} ${columnTypes[type]}`).join(', ');
      await connection.run(`CREATE TEMP TABLE page (${definition})`);
      await connection.append(
        'page',
        columns.map(({ type }, index) => ({
          type: columnTypes[type],
          values: rows.map(row => warehouseValue(type, row[index])),
        })),
      );
      await connection.run(`COPY page TO '${path.replaceAll("'", "''")}' (FORMAT parquet, COMPRESSION zstd)`);
      await connection.run('DROP TABLE page');
    });
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function warehouseValue(type: FieldType, value: unknown): WarehouseValue {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'integer':
      return BigInt(Math.trunc(Number(value)));
    case 'number':
      return Number(value);
    case 'date':
      return Date.parse(`${String(value)}T00:00:00Z`);
    case 'string[]':
      return JSON.parse(String(value)) as string[];
    default:
      return String(value);
  }
}
