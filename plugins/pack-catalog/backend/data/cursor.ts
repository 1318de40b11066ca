import { createHash } from 'node:crypto';

/** Where a page ended: the build it was read from, the sort values of its last row, and that row's id. */
export interface Cursor {
  readonly buildId: string;
  readonly shape: string;
  readonly values: ReadonlyArray<string | number | null>;
  readonly row: number;
}

/** A short name of a query's rows and order: a cursor of another query is refused by it. */
export const shapeOf = (parts: readonly unknown[]): string =>
  createHash('sha1').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);

export const writeCursor = ({ buildId, shape, values, row }: Cursor): string =>
  Buffer.from(JSON.stringify([buildId, shape, row, ...values])).toString('base64url');

const longest = 2_000;

/**
 * The cursor a text stands for, or null. It carries no rights and no SQL, only values that are bound and compared:
 * so it is validated, not signed.
 */
export function readCursor(text: string): Cursor | null {
  if (text.length > longest || !/^[\w-]+$/.test(text)) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed)) return null;
    const [buildId, shape, row, ...values] = parsed as unknown[];
    if (typeof buildId !== 'string' || typeof shape !== 'string' || !Number.isSafeInteger(row)) return null;
    if (!values.every(isSortValue)) return null;
    return { buildId, shape, row: row as number, values };
  } catch {
    return null;
  }
}

const isSortValue = (value: unknown): value is string | number | null =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
