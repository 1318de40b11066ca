import { InvalidRequestError, type FieldProblem } from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import { dataFormats, defaultRows, maxRows, type DataFormat } from '../../contract/types';
import { isSortable, type Column } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';
import { readCursor, shapeOf, type Cursor } from './cursor';
import type { DataQuery, OrderTerm, Predicate } from './dataQuery';
import { equalityFilter, findColumn, timeFilter } from './filters';
import { formatByAccept, isDataFormat } from './format';

export type QueryParameters = Readonly<Record<string, string | readonly string[]>>;

const reserved = new Set([
  'from', 'to', 'fields', 'sort', 'limit', 'offset', 'cursor', 'format', 'estimate', 'version',
]); // prettier-ignore
const furthestOffset = 1_000_000;
const mostSortTerms = 4;

export interface Source {
  readonly table: SnapshotTable;
  /** Test keys read the sample only. */
  readonly sampleOnly: boolean;
}

/**
 * A request's parameters as a query of this table.
 * @throws InvalidRequestError with every problem, each with field and remedy; PortalError `not_acceptable`.
 */
export function readQuery(source: Source, parameters: QueryParameters, accept: string | undefined): DataQuery {
  const { table, sampleOnly } = source;
  const problems: FieldProblem[] = [];
  const single = (name: string): string | undefined => {
    const value = parameters[name];
    if (value === undefined || typeof value === 'string') return value;
    problems.push({ field: `query.${name}`, message: `Give ${name} once.` });
    return undefined;
  };

  const fields = readFields(table, single('fields'), problems);
  const order = readOrder(table, single('sort'), problems);
  const predicates = readPredicates(source, parameters, single, problems);
  const limit = readInteger(single('limit'), 'limit', { least: 1, most: maxRows, otherwise: defaultRows }, problems);
  const offset = readInteger(single('offset'), 'offset', { least: 0, most: furthestOffset, otherwise: 0 }, problems);
  const format = readFormat(single('format'), accept, problems);
  const estimate = readFlag(single('estimate'), 'estimate', problems);

  const { packId, version, buildId, window } = table.snapshot;
  const orderText = order.map(({ column, descending }) => (descending ? '-' : '') + column.name);
  const shape = shapeOf([packId, version, buildId, window, sampleOnly, orderText, predicates]);
  const cursorText = single('cursor');
  const cursor = readQueryCursor(cursorText, shape, order.length, offset, problems);

  const [first] = problems;
  if (first) throw new InvalidRequestError(`${first.field}: ${first.message}`, problems);
  const identity = [shape, format, limit, offset, cursorText ?? '', fields.map(({ name }) => name)];
  const etag = `"${createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 27)}"`;
  return { format, estimate, fields, predicates, order, limit, offset, cursor, shape, etag };
}

function readPredicates(
  { table, sampleOnly }: Source,
  parameters: QueryParameters,
  single: (name: string) => string | undefined,
  problems: FieldProblem[],
): Predicate[] {
  const predicates = timeFilter(table, { from: single('from'), to: single('to') }, problems);
  for (const name of Object.keys(parameters).sort()) {
    if (reserved.has(name)) continue;
    const value = parameters[name] ?? [];
    const filter = equalityFilter(table, name, typeof value === 'string' ? [value] : value, problems);
    if (filter) predicates.push(filter);
  }
  if (sampleOnly) predicates.push({ sql: `rowid IN (${table.sampleIds.join(', ')})`, params: [] });
  return predicates;
}

function readFields(table: SnapshotTable, text: string | undefined, problems: FieldProblem[]): readonly Column[] {
  if (text === undefined) return table.columns;
  const chosen = new Map<string, Column>();
  for (const name of text.split(',')) {
    const column = findColumn(table, name.trim());
    if (column) chosen.set(column.name, column);
    else {
      const known = table.columns.map(one => one.name).join(', ');
      problems.push({ field: 'query.fields', message: `${name.slice(0, 80) || 'An empty name'} is not a field of this pack. Choose from ${known}.` });
      return table.columns;
    }
  }
  return [...chosen.values()];
}

/** By time unless said otherwise, so that pages of an export come in the order people read them. */
function readOrder(table: SnapshotTable, text: string | undefined, problems: FieldProblem[]): OrderTerm[] {
  if (text === undefined) return table.time ? [{ column: table.time, descending: false }] : [];
  const terms = new Map<string, OrderTerm>();
  for (const part of text.split(',')) {
    const descending = part.startsWith('-');
    const column = findColumn(table, part.slice(descending ? 1 : 0).trim());
    if (!column || !isSortable(column)) {
      const known = table.columns.filter(isSortable).map(one => one.name).join(', ');
      problems.push({ field: 'query.sort', message: `${part.slice(0, 80) || 'An empty name'} cannot be sorted by. Sort by ${known}, with - before a name for descending.` });
      return [];
    }
    if (!terms.has(column.name)) terms.set(column.name, { column, descending });
  }
  if (terms.size > mostSortTerms) problems.push({ field: 'query.sort', message: `Sort by at most ${mostSortTerms} fields.` });
  return [...terms.values()];
}

function readInteger(
  text: string | undefined,
  name: string,
  { least, most, otherwise }: { readonly least: number; readonly most: number; readonly otherwise: number },
  problems: FieldProblem[],
): number {
  if (text === undefined) return otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  const remedy = name === 'limit' ? ' Read larger answers in pages, by nextCursor.' : '';
  problems.push({ field: `query.${name}`, message: `Use a whole number from ${least} to ${most}.${remedy}` });
  return otherwise;
}

function readFlag(text: string | undefined, name: string, problems: FieldProblem[]): boolean {
  if (text === undefined || text === 'false') return false;
  if (text !== 'true') problems.push({ field: `query.${name}`, message: 'Use true or false.' });
  return true;
}

function readFormat(text: string | undefined, accept: string | undefined, problems: FieldProblem[]): DataFormat {
  if (text === undefined) return formatByAccept(accept);
  if (isDataFormat(text)) return text;
  problems.push({ field: 'query.format', message: `Use one of ${dataFormats.join(', ')}.` });
  return 'json';
}

function readQueryCursor(
  text: string | undefined,
  shape: string,
  terms: number,
  offset: number,
  problems: FieldProblem[],
): Cursor | null {
  if (text === undefined) return null;
  const cursor = readCursor(text);
  if (!cursor || cursor.values.length !== terms || cursor.shape !== shape) {
    const message = cursor
      ? 'This cursor belongs to another query or to data that was replaced. Start again without it.'
      : 'This is not a cursor. Use nextCursor of the answer before, unchanged.';
    problems.push({ field: 'query.cursor', message });
    return null;
  }
  if (offset > 0) problems.push({ field: 'query.offset', message: 'Use either cursor or offset, not both.' });
  return cursor;
}
