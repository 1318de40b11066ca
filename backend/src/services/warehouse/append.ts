import type { ColumnType, WarehouseConnection } from '@netcrab/plugin-api/backend';
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import { createGiveWay } from './giveWay';
import { toTyped, type Duck } from './values';

type Columns = Parameters<WarehouseConnection['append']>[1];

/** The engine's vector size. */
const chunkRows = 2048;

const typeFor = (duck: Duck, type: ColumnType): DuckDBType =>
  type === 'VARCHAR[]' ? duck.LIST(duck.VARCHAR) : duck[type];

function rowCount(table: string, columns: Columns): number {
  const rows = columns[0]?.values.length ?? 0;
  columns.forEach((column, index) => {
    if (column.values.length !== rows)
      throw new RangeError(
        `Appending to ${table}: column ${index} has ${column.values.length} values, column 0 has ${rows}; give every column the same number.`,
      );
  });
  return rows;
}

/** Fills the engine's column vectors directly, without a statement; all columns of the table, in its order. */
export async function appendColumns(
  duck: Duck,
  connection: DuckDBConnection,
  table: string,
  columns: Columns,
): Promise<void> {
  const rows = rowCount(table, columns);
  if (rows === 0) return;
  const types = columns.map(column => typeFor(duck, column.type));
  const [name, schema] = table.split('.').reverse();
  const appender = await connection.createAppender(name ?? table, schema ?? null);
  const giveWay = createGiveWay();
  try {
    for (let from = 0; from < rows; from += chunkRows) {
      const to = Math.min(from + chunkRows, rows);
      const chunk = duck.DuckDBDataChunk.create(types, to - from);
      for (const [index, { values }] of columns.entries()) {
        const typeId = types[index]?.typeId ?? duck.DuckDBTypeId.VARCHAR;
        chunk.setColumnValues(
          index,
          values.slice(from, to).map(value => toTyped(duck, value, typeId)),
        );
        await giveWay();
      }
      appender.appendDataChunk(chunk);
      // Piece by piece, as the engine would take all rows at once at the end.
      appender.flushSync();
      await giveWay();
    }
  } finally {
    appender.closeSync();
  }
}
