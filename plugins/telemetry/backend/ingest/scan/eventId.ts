/** Numbers of 32 bits that an id takes. */
export const idWords = 4;

const hex = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 16; digit++) {
  const text = digit.toString(16);
  hex[text.charCodeAt(0)] = digit;
  hex[text.toUpperCase().charCodeAt(0)] = digit;
}
const dash = 45;
const idLength = 36;

/** Four hex digits as a number; more than 65,535 when one is none. */
function quad(bytes: Uint8Array, at: number): number {
  const a = hex[bytes[at] ?? 0] ?? 255;
  const b = hex[bytes[at + 1] ?? 0] ?? 255;
  const c = hex[bytes[at + 2] ?? 0] ?? 255;
  const d = hex[bytes[at + 3] ?? 0] ?? 255;
  return (a | b | c | d) > 15 ? 65_536 : (a << 12) | (b << 8) | (c << 4) | d;
}

/**
 * Reads a UUIDv7, in either case, into four numbers at `place`.
 * @returns the position after it, -1 for anything else.
 */
export function scanEventId(bytes: Uint8Array, at: number, ids: Uint32Array, place: number): number {
  const a = quad(bytes, at);
  const b = quad(bytes, at + 4);
  const c = quad(bytes, at + 9);
  const d = quad(bytes, at + 14);
  const e = quad(bytes, at + 19);
  const f = quad(bytes, at + 24);
  const g = quad(bytes, at + 28);
  const h = quad(bytes, at + 32);
  if ((a | b | c | d | e | f | g | h) > 65_535) return -1;
  if (bytes[at + 8] !== dash || bytes[at + 13] !== dash) return -1;
  if (bytes[at + 18] !== dash || bytes[at + 23] !== dash) return -1;
  if (d >> 12 !== 7 || e >> 14 !== 2) return -1;
  ids[place] = (a << 16) | b;
  ids[place + 1] = (c << 16) | d;
  ids[place + 2] = (e << 16) | f;
  ids[place + 3] = (g << 16) | h;
  return at + idLength;
}
