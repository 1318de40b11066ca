import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import type { DuckDBResult, DuckDBValueConverter } from '@duckdb/node-api';
import { createGiveWay } from './giveWay';

/** All rows of a result as objects, without holding up what else the event loop has to do. */
export async function readRows(
  result: DuckDBResult,
  read: DuckDBValueConverter<WarehouseValue>,
): Promise<Array<Record<string, WarehouseValue>>> {
  const names = result.deduplicatedColumnNames();
  const giveWay = createGiveWay();
  const rows: Array<Record<string, WarehouseValue>> = [];
  for (const chunk of await result.fetchAllChunks()) {
    for (let index = 0; index < chunk.rowCount; index += 1) {
      const row: Record<string, WarehouseValue> = {};
      chunk.visitRowValues(index, (value, _, column, type) => {
        row[names[column] ?? column] = read(value, type, read);
      });
      rows.push(row);
      await giveWay();
    }
  }
  return rows;
}
