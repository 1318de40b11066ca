/** Random numbers that depend on their seed alone: the same seed, the same demo. Not for secrets or noise. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole number in [0, below). */
  below(below: number): number;
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Median 1; `spread` is the σ of its logarithm. */
  logNormal(spread: number): number;
  /** `count` lower-case hex digits. */
  hex(count: number): string;
}

/** FNV-1a, 32 bit. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** sfc32 (Chris Doty-Humphrey, PractRand), started from four hashes of the seed. */
export function createRandom(seed: string): Random {
  let a = hash32(`${seed}|a`);
  let b = hash32(`${seed}|b`);
  let c = hash32(`${seed}|c`);
  let counter = 1;
  const word = () => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) word();
  const next = () => word() / 4_294_967_296;
  return {
    next,
    below: below => Math.floor(next() * below),
    between: (low, high) => low + next() * (high - low),
    chance: probability => next() < probability,
    logNormal(spread) {
      // Box and Muller; 1 − next() is never 0.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.exp(spread * normal);
    },
    hex(count) {
      let text = '';
      while (text.length < count) {
        const bits = word();
        text += pairs[bits & 255] ?? '';
        text += pairs[(bits >>> 8) & 255] ?? '';
        text += pairs[(bits >>> 16) & 255] ?? '';
        text += pairs[bits >>> 24] ?? '';
      }
      return text.slice(0, count);
    },
  };
}

/** Picks indexes in proportion to weights. */
export function createPicker(weights: readonly number[]): (random: Random) => number {
  let sum = 0;
  const cumulative = weights.map(weight => (sum += weight));
  return random => {
    const at = random.next() * sum;
    const index = cumulative.findIndex(edge => at < edge);
    return index === -1 ? weights.length - 1 : index;
  };
}
