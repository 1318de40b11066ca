import { jsonExpression, quoted, readExpression } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';
import type { Cursor } from './cursor';
import type { DataQuery, OrderTerm, Predicate } from './dataQuery';

export interface Statement {
  readonly sql: string;
  readonly params: ReadonlyArray<string | number>;
}

/** Text that stands in SQL as a literal; for names of the file's own columns. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Conditions and order of a page, from `FROM` on. */
function selection(table: SnapshotTable, query: DataQuery, limit: number, offset: number): Statement {
  const predicates = [...query.predicates, ...(query.cursor ? [after(query.order, query.cursor)] : [])];
  const where = predicates.map(({ sql }) => `(${sql})`).join(' AND ');
  const direction = (descending: boolean) => (descending ? ' DESC' : '');
  const order = [
    ...query.order.map(({ column, descending }) => quoted(column.name) + direction(descending)),
    `rowid${direction(query.order[0]?.descending ?? false)}`,
  ];
  return {
    sql: `FROM ${quoted(table.table)}${where && ` WHERE ${where}`} ORDER BY ${order.join(', ')} LIMIT ? OFFSET ?`,
    params: [...predicates.flatMap(({ params }) => params), limit, offset],
  };
}

/**
 * All rows of the page as one blob of JSON objects with `separator` between them, and their number: no row ever
 * becomes an object here.
 */
export function jsonStatement(table: SnapshotTable, query: DataQuery, separator: ',' | '\n'): Statement {
  const { sql, params } = selection(table, query, query.limit, query.offset);
  const whole = table.encoded !== null && query.fields === table.columns;
  const pairs = query.fields.map(column => `${literal(column.name)}, ${jsonExpression(column)}`).join(', ');
  const names = whole ? quoted(table.encoded) : query.fields.map(column => quoted(column.name)).join(', ');
  const row = whole ? names : `json_object(${pairs})`;
  return {
    sql: `SELECT CAST(group_concat(${row}, ${separator === ',' ? "','" : 'char(10)'}) AS BLOB), count(*) FROM (SELECT ${names} ${sql})`,
    params,
  };
}

/** The rows of the page, column by column in the order of `fields`. */
export function rowsStatement(table: SnapshotTable, query: DataQuery): Statement {
  const { sql, params } = selection(table, query, query.limit, query.offset);
  return { sql: `SELECT ${query.fields.map(readExpression).join(', ')} ${sql}`, params };
}

/** Row id and sort values of the page's last row, for its cursor. */
export function lastRowStatement(table: SnapshotTable, query: DataQuery): Statement {
  const { sql, params } = selection(table, query, 1, query.offset + query.limit - 1);
  return { sql: `SELECT ${['rowid', ...query.order.map(({ column }) => quoted(column.name))].join(', ')} ${sql}`, params };
}

export function countStatement(table: SnapshotTable, query: DataQuery): Statement {
  const where = query.predicates.map(({ sql }) => `(${sql})`).join(' AND ');
  return {
    sql: `SELECT count(*) FROM ${quoted(table.table)}${where && ` WHERE ${where}`}`,
    params: query.predicates.flatMap(({ params }) => params),
  };
}

/** The rows that come after the cursor's. SQLite sorts null below everything. */
function after(order: readonly OrderTerm[], cursor: Cursor): Predicate {
  const descending = order[0]?.descending ?? false;
  const uniform = order.every(term => term.descending === descending) && !cursor.values.includes(null);
  const names = order.map(({ column }) => quoted(column.name));
  if (uniform && (!descending || order.length === 0)) {
    // One comparison of row values, which an index can seek.
    const values = [...(cursor.values as Array<string | number>), cursor.row];
    return { sql: `(${[...names, 'rowid'].join(', ')}) > (${values.map(() => '?').join(', ')})`, params: values };
  }
  return order.reduceRight<Predicate>(
    (rest, term, index) => beyond(quoted(term.column.name), term.descending, cursor.values[index] ?? null, rest),
    { sql: `rowid ${descending ? '<' : '>'} ?`, params: [cursor.row] },
  );
}

/** Rows whose value lies beyond, or equals and then `rest` decides. */
function beyond(name: string, descending: boolean, value: string | number | null, rest: Predicate): Predicate {
  if (value === null) {
    const equal = `(${name} IS NULL AND (${rest.sql}))`;
    return { sql: descending ? equal : `${name} IS NOT NULL OR ${equal}`, params: rest.params };
  }
  const further = descending ? `${name} < ? OR ${name} IS NULL` : `${name} > ?`;
  return { sql: `${further} OR (${name} = ? AND (${rest.sql}))`, params: [value, value, ...rest.params] };
}
