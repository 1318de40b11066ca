import type { SampleRow } from '../../contract/types';
import { jsonExpression, quoted } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';

/** The public sample, newest rows first. */
export function readSample(table: SnapshotTable): SampleRow[] {
  if (table.sampleIds.length === 0) return [];
  const pairs = table.columns.map(column => `'${column.name}', ${jsonExpression(column)}`).join(', ');
  const rows = table.database
    .prepare<[], [number, string]>(
      `SELECT rowid, json_object(${pairs}) FROM ${quoted(table.table)} WHERE rowid IN (${table.sampleIds.join(', ')})`,
    )
    .raw()
    .all();
  const byId = new Map(rows);
  return table.sampleIds.flatMap(id => {
    const json = byId.get(id);
    return json === undefined ? [] : [JSON.parse(json) as SampleRow];
  });
}
