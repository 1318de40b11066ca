import type { FieldProblem } from '@netcrab/plugin-api/backend';
import { windowDays } from '../snapshots/calendarWindow';
import { isFilterable, quoted, storedDate, type Column } from '../snapshots/columns';
import type { SnapshotTable } from '../snapshots/openTable';
import type { Predicate } from './dataQuery';

const mostValues = 100;
const longestText = 200;

/** `task_type` for `taskType`; a name that is snake case already stays. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

export const findColumn = (table: SnapshotTable, name: string): Column | undefined =>
  table.column(name) ?? table.column(snakeCase(name));

/** A condition `column = value`, or one of several; a problem is reported and gives null. */
export function equalityFilter(
  table: SnapshotTable,
  name: string,
  given: readonly string[],
  problems: FieldProblem[],
): Predicate | null {
  const column = findColumn(table, name);
  const filterable = table.columns.filter(isFilterable).map(one => one.name);
  if (!column || !isFilterable(column)) {
    const reason = column ? `${name} cannot be filtered by` : `${name} is not a field of this pack`;
    problems.push({ field: `query.${name}`, message: `${reason}. Filter by ${filterable.join(', ')}.` });
    return null;
  }
  if (given.length > mostValues) {
    problems.push({ field: `query.${name}`, message: `Give at most ${mostValues} values.` });
    return null;
  }
  const values: Array<string | number> = [];
  for (const text of given) {
    const value = valueOf(column, text);
    if (value === null) {
      problems.push({ field: `query.${name}`, message: expectation(column) });
      return null;
    }
    values.push(value);
  }
  const unique = [...new Set(values)].sort();
  const test = unique.length === 1 ? '= ?' : `IN (${unique.map(() => '?').join(', ')})`;
  return { sql: `${quoted(column.name)} ${test}`, params: unique };
}

function valueOf(column: Column, text: string): string | number | null {
  if (text === '' || text.length > longestText) return null;
  if (column.type === 'integer') return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
  if (column.type === 'date') {
    const days = windowDays(text);
    return days && days.first === days.last && isDay(text) ? storedDate(column, text) : null;
  }
  return text;
}

function expectation(column: Column): string {
  if (column.type === 'integer') return 'Use a whole number.';
  if (column.type === 'date') return 'Use a day as 2026-11-01.';
  return `Use a text of 1 to ${longestText} characters.`;
}

const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** Conditions for `from` and `to`, both inclusive; a month (`2026-11`) stands for its first or last day. */
export function timeFilter(
  table: SnapshotTable,
  range: { readonly from?: string; readonly to?: string },
  problems: FieldProblem[],
): Predicate[] {
  const from = dayOf(range.from, 'from', problems);
  const to = dayOf(range.to, 'to', problems);
  if (from === undefined && to === undefined) return [];
  const { time, windows } = table;
  if (!time) {
    problems.push({ field: `query.${from === undefined ? 'to' : 'from'}`, message: 'This pack has no date to choose by.' });
    return [];
  }
  if (from !== undefined && to !== undefined && from > to) {
    problems.push({ field: 'query.to', message: 'Give a day that is not before from.' });
    return [];
  }
  if (windows) {
    // Windows of different lengths do not compare as text: those that overlap the days are named.
    const within = windows
      .filter(window => (from === undefined || window.last >= from) && (to === undefined || window.first <= to))
      .map(({ value }) => value)
      .sort();
    if (within.length === windows.length) return [];
    if (within.length === 0) return [{ sql: '0', params: [] }];
    return [{ sql: `${quoted(time.name)} IN (${within.map(() => '?').join(', ')})`, params: within }];
  }
  return [
    ...(from === undefined ? [] : [{ sql: `${quoted(time.name)} >= ?`, params: [storedDate(time, from)] }]),
    ...(to === undefined ? [] : [{ sql: `${quoted(time.name)} <= ?`, params: [storedDate(time, to)] }]),
  ];
}

function dayOf(text: string | undefined, name: 'from' | 'to', problems: FieldProblem[]): string | undefined {
  if (text === undefined) return undefined;
  const days = /^\d{4}-\d{2}(-\d{2})?$/.test(text) ? windowDays(text) : null;
  const day = name === 'from' ? days?.first : days?.last;
  if (day === undefined || !isDay(day)) {
    problems.push({ field: `query.${name}`, message: 'Use a day as 2026-11-01, or a month as 2026-11.' });
    return undefined;
  }
  return day;
}
