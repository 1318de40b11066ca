let count = 0;

/** At least so many digits. */
export const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** Random bytes in hex. */
export const randomHex = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => hex(byte, 2)).join('');

/** A UUIDv7 of a moment (epoch ms). A count stands where its first random bits may, so that ids follow their order. */
export function eventId(at: number): string {
  const random = randomHex(8);
  return `${hex(at, 12)}7${hex(count++ & 0xfff, 3)}8${random.slice(1)}`.replace(
    /^(.{8})(.{4})(.{4})(.{4})/,
    '$1-$2-$3-$4-',
  );
}
