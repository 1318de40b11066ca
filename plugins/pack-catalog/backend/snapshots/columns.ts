import type { PackVersion } from '@netcrab/plugin-pack-builder/contract';

export type FieldType = PackVersion['fields'][number]['type'];

/** A column of a snapshot's table, and how to read it. */
export interface Column {
  readonly name: string;
  readonly type: FieldType;
  readonly description: string;
  readonly unit?: string;
  /** A date kept as epoch ms; otherwise dates are ISO text, which sorts as time does. */
  readonly epochDate: boolean;
}

/** An identifier of SQL. Names come from the file itself, never from a request. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The expression that reads a column for CSV, cursors and people: dates as ISO days. */
export const readExpression = (column: Column): string =>
  column.epochDate ? `strftime('%Y-%m-%d', ${quoted(column.name)} / 1000, 'unixepoch')` : quoted(column.name);

/** The expression that puts a column into JSON: lists and documents as themselves, not as text. */
export const jsonExpression = (column: Column): string =>
  column.type === 'string[]' || column.type === 'json'
    ? `json(${quoted(column.name)})`
    : readExpression(column);

/** What a bound parameter for this column must be, from its readable form. */
export const storedDate = (column: Column, iso: string): string | number =>
  column.epochDate ? Date.parse(`${iso}T00:00:00Z`) : iso;

const filterableTypes: ReadonlySet<FieldType> = new Set(['string', 'integer', 'date']);

/** Dimensions and counts can be filtered by equality; measures with fractions, lists and documents cannot. */
export const isFilterable = (column: Column): boolean => filterableTypes.has(column.type);
export const isSortable = (column: Column): boolean => column.type !== 'string[]' && column.type !== 'json';

const timeNames = ['date', 'report_date', 'date_window', 'window', 'month'];

/** The column that `from` and `to` speak of. */
export const timeColumnOf = (columns: readonly Column[]): Column | null =>
  timeNames.map(name => columns.find(column => column.name === name)).find(column => column !== undefined) ??
  columns.find(column => column.type === 'date') ??
  null;
