import { PortalError } from '@netcrab/plugin-api/backend';

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/**
 * The part of a file of `size` bytes that a Range header asks for; null for all of it: without the header, for units
 * or several ranges we do not serve in parts, and when If-Range names another version (RFC 9110, 14.2 and 13.1.5).
 * @throws PortalError `range_not_satisfiable`.
 */
export function readRange(
  range: string | undefined,
  ifRange: string | undefined,
  etag: string,
  size: number,
): ByteRange | null {
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return null;
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim());
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  // A last byte before the first makes the header invalid, and an invalid one is ignored.
  if (first !== '' && last !== '' && Number(last) < start) return null;
  if (start >= size || (first === '' && Number(last) === 0)) {
    throw new PortalError(
      'range_not_satisfiable',
      `The file has ${size} bytes; ask for a range within them.`,
      {
        headers: { 'content-range': `bytes */${size}` },
      },
    );
  }
  return { start, end };
}
