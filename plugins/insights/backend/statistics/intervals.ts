import type { Figure } from '../../contract';

/** The z of a two-sided 95 % interval. */
export const z95 = 1.959964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval of a share; holds its level for small counts and shares near 0 or 1. */
export function wilson(hits: number, n: number, z = z95): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const share = hits / n;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Newcombe's interval (method 10) of the difference of two shares, b − a. */
export function newcombe(a: { hits: number; n: number }, b: { hits: number; n: number }, z = z95): Interval {
  const [pa, pb] = [a.hits / Math.max(1, a.n), b.hits / Math.max(1, b.n)];
  const [wa, wb] = [wilson(a.hits, a.n, z), wilson(b.hits, b.n, z)];
  return {
    low: pb - pa - Math.hypot(pb - wb.low, wa.high - pa),
    high: pb - pa + Math.hypot(wb.high - pb, pa - wa.low),
  };
}

/** Count, sum and sum of squares. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

export const meanOf = ({ n, sum }: Moments): number | null => (n === 0 ? null : sum / n);

/** Variance of the mean, from the sample's own variance; infinite where one observation says nothing of it. */
export function varianceOfMean({ n, sum, squares }: Moments): number {
  if (n < 2) return Infinity;
  return Math.max(0, (squares - (sum * sum) / n) / (n - 1)) / n;
}

/** Of a mean, by the normal approximation; for samples of some dozens and more. */
export function meanInterval(moments: Moments, z = z95): Interval | null {
  const mean = meanOf(moments);
  const half = z * Math.sqrt(varianceOfMean(moments));
  return mean === null || !Number.isFinite(half) ? null : { low: mean - half, high: mean + half };
}

/** Welch's interval of the difference of two means, b − a; null where a side has fewer than two observations. */
export function welch(a: Moments, b: Moments, z = z95): Interval | null {
  const [ma, mb] = [meanOf(a), meanOf(b)];
  const half = z * Math.sqrt(varianceOfMean(a) + varianceOfMean(b));
  if (ma === null || mb === null || !Number.isFinite(half)) return null;
  return { low: mb - ma - half, high: mb - ma + half };
}

/** A share with its interval. */
export const shareFigure = (hits: number, n: number): Figure =>
  n === 0 ? { value: null, n } : { value: hits / n, n, ...wilson(hits, n) };

/** A mean with its interval; `map` turns the scale, such as `Math.exp` of logarithms. */
export function meanFigure(moments: Moments, map: (value: number) => number = value => value): Figure {
  const mean = meanOf(moments);
  const interval = meanInterval(moments);
  return {
    value: mean === null ? null : map(mean),
    n: moments.n,
    ...(interval && { low: map(interval.low), high: map(interval.high) }),
  };
}
