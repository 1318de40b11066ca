import { hex } from './eventId';

/** One for all: making one costs more than using it. */
export const utf8 = new TextEncoder();

const start: number[] = [];
const roots: number[] = [];

const fraction = (value: number): number => ((value % 1) * 2 ** 32) | 0;

/** The constants of FIPS 180-4 are the fractions of square and cube roots of the first primes. */
function prepare(): void {
  for (let n = 2; roots.length < 64; n++) {
    let divisor = 2;
    while (n % divisor) divisor++;
    if (divisor < n) continue;
    start.push(fraction(n ** (1 / 2)));
    roots.push(fraction(Math.cbrt(n)));
  }
}

type Eight = [number, number, number, number, number, number, number, number];
type Four = [number, number, number, number];

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

const mix = (word: number, a: number, b: number, c: number): number => turn(word, a) ^ turn(word, b) ^ c;

/**
 * SHA-256 of a text, in hex. Its own, since `crypto.subtle` is missing on http:// pages and answers too late for a page
 * that closes: one hash everywhere, at once. A label costs some microseconds.
 */
export function sha256(text: string): string {
  if (!roots.length) prepare();
  const bytes = utf8.encode(text);
  const { length } = bytes;
  const size = ((length + 72) >> 6) << 6;
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 4, length * 8);

  const hash = start.slice(0, 8);
  for (let block = 0; block < size; block += 64) {
    const words: number[] = [];
    let [a, b, c, d, e, f, g, h] = hash as Eight;
    roots.forEach((root, i) => {
      const [far, near, middle, late] = [words[i - 16], words[i - 15], words[i - 7], words[i - 2]] as Four;
      const word =
        i < 16
          ? view.getInt32(block + i * 4)
          : (far + mix(near, 7, 18, near >>> 3) + middle + mix(late, 17, 19, late >>> 10)) | 0;
      words.push(word);
      const first = (h + mix(e, 6, 11, turn(e, 25)) + ((e & f) ^ (~e & g)) + root + word) | 0;
      const second = mix(a, 2, 13, turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
    });
    [a, b, c, d, e, f, g, h].forEach((word, i) => (hash[i] = (word + (hash as Eight)[i as 0]) | 0));
  }
  return hash.map(word => hex(word >>> 0, 8)).join('');
}
