export type Point = readonly number[];

export interface Clustering {
  /** The group of each point. */
  readonly groups: readonly number[];
  readonly centres: readonly Point[];
}

const mostRounds = 40;

const squared = (a: Point, b: Point): number =>
  a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);

/** The index of the least value. */
const leastOf = (values: readonly number[]): number =>
  values.reduce((best, value, index) => (value < (values[best] ?? Infinity) ? index : best), 0);

/** mulberry32: numbers in [0, 1) that follow from the seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** k-means++: each further centre at a point, the likelier the farther it is from those there are. */
function firstCentres(points: readonly Point[], k: number, random: () => number): Point[] {
  const centres: Point[] = [points[Math.floor(random() * points.length)] ?? []];
  while (centres.length < k) {
    const away = points.map(point => Math.min(...centres.map(centre => squared(point, centre))));
    let left = random() * away.reduce((sum, one) => sum + one, 0);
    const chosen = away.findIndex(one => (left -= one) < 0);
    centres.push(points[chosen === -1 ? points.length - 1 : chosen] ?? []);
  }
  return centres;
}

const meanOf = (points: readonly Point[]): Point => {
  const [first = []] = points;
  return first.map((_, axis) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / points.length);
};

/** Lloyd's algorithm; the same points and seed give the same groups. */
export function kMeans(points: readonly Point[], k: number, random: () => number): Clustering {
  let centres = firstCentres(points, k, random);
  let groups: number[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const next = points.map(point => leastOf(centres.map(centre => squared(point, centre))));
    if (next.every((group, index) => group === groups[index])) break;
    groups = next;
    centres = centres.map((centre, group) => {
      const own = points.filter((_, index) => groups[index] === group);
      return own.length === 0 ? centre : meanOf(own);
    });
  }
  return { groups, centres };
}

/** Mean simplified silhouette, −1 to 1: how much nearer points are to their own centre than to the next. */
export function silhouette(points: readonly Point[], { groups, centres }: Clustering): number {
  if (centres.length < 2 || points.length === 0) return 0;
  const sum = points.reduce((total, point, index) => {
    const distances = centres.map(centre => Math.sqrt(squared(point, centre)));
    const own = distances[groups[index] ?? 0] ?? 0;
    const other = Math.min(...distances.filter((_, group) => group !== groups[index]));
    const larger = Math.max(own, other);
    return total + (larger === 0 ? 0 : (other - own) / larger);
  }, 0);
  return sum / points.length;
}
