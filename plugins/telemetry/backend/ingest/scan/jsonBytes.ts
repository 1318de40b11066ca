/** The bytes that JSON is made of. */
export const byte = {
  quote: 34,
  comma: 44,
  minus: 45,
  dot: 46,
  zero: 48,
  nine: 57,
  colon: 58,
  openList: 91,
  closeList: 93,
  openObject: 123,
  closeObject: 125,
} as const;

/** The first position at or after `at` that is no white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  // Clients write none.
  if ((bytes[at] ?? 0) > 32) return at;
  for (;;) {
    const found = bytes[at];
    if (found !== 32 && found !== 10 && found !== 13 && found !== 9) return at;
    at++;
  }
}

/** Whether these bytes stand at the position. */
export function standsAt(bytes: Uint8Array, at: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
  return true;
}

/** The position after one of these, -1 for anything else. */
export function scanOneOf(bytes: Uint8Array, at: number, allowed: readonly Uint8Array[]): number {
  for (const one of allowed) if (standsAt(bytes, at, one)) return at + one.length;
  return -1;
}

const isDigit = (found: number | undefined): found is number =>
  found !== undefined && found >= byte.zero && found <= byte.nine;
/** So many digits are exact in a number. */
const maxDigits = 15;

/** The position after a number within the bounds that is written without exponent, -1 for anything else. */
export function scanNumber(bytes: Uint8Array, at: number, low: number, high: number): number {
  const negative = bytes[at] === byte.minus;
  if (negative) at++;
  const from = at;
  let whole = 0;
  for (let found = bytes[at]; isDigit(found); found = bytes[++at]) whole = whole * 10 + (found - byte.zero);
  const digits = at - from;
  if (digits === 0 || digits > maxDigits || (digits > 1 && bytes[from] === byte.zero)) return -1;
  let fraction = false;
  if (bytes[at] === byte.dot) {
    const point = at++;
    for (let found = bytes[at]; isDigit(found); found = bytes[++at]) fraction ||= found !== byte.zero;
    if (at - point < 2 || at - point > maxDigits) return -1;
  }
  // An exponent: JSON.parse knows what it makes of the number.
  if (bytes[at] === 69 || bytes[at] === 101) return -1;
  const bound = negative ? -low : high;
  return whole < bound || (whole === bound && !fraction) ? at : -1;
}
