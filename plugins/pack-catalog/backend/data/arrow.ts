import type { DataType, TypeMap, Vector } from 'apache-arrow';
import type { Column, FieldType } from '../snapshots/columns';

type Arrow = typeof import('apache-arrow');
let library: Promise<Arrow> | undefined;

/** Loaded when the first buyer asks for it: a start does not wait for what few use. */
const load = (): Promise<Arrow> => (library ??= import('apache-arrow'));

/** Text is kept once and named by number: dimensions repeat. The id is the column's, so that the bytes stay the same. */
const typeOf = (arrow: Arrow, type: FieldType, index: number): DataType => {
  switch (type) {
    case 'integer':
      return new arrow.Int64();
    case 'number':
      return new arrow.Float64();
    case 'date':
      return new arrow.DateDay();
    case 'string[]':
      return new arrow.List(new arrow.Field('item', new arrow.Utf8(), true));
    case 'json':
      return new arrow.Utf8();
    case 'string':
      return new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), index);
  }
};

function arrowValue(type: FieldType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'integer':
      return BigInt(Math.trunc(Number(value)));
    case 'number':
      return Number(value);
    case 'date':
      return new Date(`${String(value)}T00:00:00Z`);
    case 'string[]':
      return JSON.parse(String(value)) as string[];
    default:
      return String(value);
  }
}

/**
 * A page as an Arrow IPC stream, of columns that may all hold nulls: text as dictionaries of utf8, whole numbers as
 * int64, others as float64, days as date32, lists of text as lists, documents as utf8.
 */
export async function writeArrow(
  columns: readonly Column[],
  rows: readonly (readonly unknown[])[],
): Promise<Uint8Array> {
  const arrow = await load();
  const vectors: Record<string, Vector> = {};
  const fields = columns.map(({ name, type }, index) => {
    const arrowType = typeOf(arrow, type, index);
    vectors[name] = arrow.vectorFromArray(
      rows.map(row => arrowValue(type, row[index])),
      arrowType,
    );
    return new arrow.Field(name, arrowType, true);
  });
  return arrow.tableToIPC(new arrow.Table(new arrow.Schema<TypeMap>(fields), vectors), 'stream');
}
