import type { SchemaField } from '../../contract/types';
import { isFilterable, quoted, readExpression, type Column } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';
import type { ScanProcess } from '../snapshots/scanProcess';

type Profile = Pick<SchemaField, 'nullShare' | 'distinct' | 'distribution'>;

const bins = 12;
const frequent = 8;

/** The fields of a snapshot with how their values are spread, read on the scan process: it reads every row. */
export async function profileFields(table: SnapshotTable, scan: ScanProcess): Promise<SchemaField[]> {
  const fields: SchemaField[] = [];
  for (const column of table.columns) {
    const { name, type, description, unit } = column;
    fields.push({
      name,
      type,
      description,
      unit,
      filterable: isFilterable(column),
      ...(await profile(table, column, scan)),
    });
  }
  return fields;
}

async function profile(table: SnapshotTable, column: Column, scan: ScanProcess): Promise<Profile> {
  const name = quoted(column.name);
  const from = `FROM ${quoted(table.table)}`;
  const run = (sql: string) => scan.run(table.path, sql);
  const [counts = []] = await run(
    `SELECT count(*), count(${name}), count(DISTINCT ${name}), min(${name}), max(${name}) ${from}`,
  );
  const [rows, filled, distinct] = counts.map(Number) as [number, number, number];
  const shared = { nullShare: rows > 0 ? (rows - filled) / rows : null, distinct };
  const numeric = column.type === 'integer' || column.type === 'number';
  if (numeric && distinct > bins) {
    const [low, high] = [Number(counts[3]), Number(counts[4])];
    const width = (high - low) / bins;
    const found = await run(
      `SELECT min(${bins - 1}, CAST((${name} - ${low}) / ${width} AS INTEGER)) AS bin, count(*) ${from} WHERE ${name} IS NOT NULL GROUP BY bin`,
    );
    const byBin = new Map(found.map(([bin, count]) => [Number(bin), Number(count)]));
    const distribution = Array.from({ length: bins }, (_, bin) => ({
      label: `${round(low + bin * width)} to ${round(low + (bin + 1) * width)}`,
      count: byBin.get(bin) ?? 0,
    }));
    return { ...shared, distribution };
  }
  // Few values of a number stand in their own order, the texts by how frequent they are.
  const order = numeric ? name : 'count(*) DESC, 1';
  const found = await run(
    `SELECT ${readExpression(column)}, count(*) ${from} WHERE ${name} IS NOT NULL GROUP BY ${name} ORDER BY ${order} LIMIT ${numeric ? bins : frequent}`,
  );
  return {
    ...shared,
    distribution: found.map(([value, count]) => ({
      label: String(value).slice(0, 60),
      count: Number(count),
    })),
  };
}

const round = (value: number): number => Number(value.toPrecision(3));
