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

/**
 * What a mean and its spread need, additive over disjoint samples. Observations may come in clusters that are alike in
 * themselves (the runs of one user): then only the clusters are independent of each other.
 */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly clusters: number;
  /** Σ over clusters of (sum of the cluster)². */
  readonly sumSquares: number;
  /** Σ of (sum of the cluster) × (observations in it). */
  readonly products: number;
  /** Σ of (observations in the cluster)². */
  readonly countSquares: number;
}

export const noMoments: Moments = {
  n: 0,
  sum: 0,
  clusters: 0,
  sumSquares: 0,
  products: 0,
  countSquares: 0,
};

/** Every observation stands for itself. */
export const independent = (n: number, sum: number, squares: number): Moments => ({
  n,
  sum,
  clusters: n,
  sumSquares: squares,
  products: sum,
  countSquares: n,
});

export const addMoments = (a: Moments, b: Moments): Moments => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  clusters: a.clusters + b.clusters,
  sumSquares: a.sumSquares + b.sumSquares,
  products: a.products + b.products,
  countSquares: a.countSquares + b.countSquares,
});

export const meanOf = ({ n, sum }: Moments): number | null => (n === 0 ? null : sum / n);

/** Variance of the mean, robust to clusters (linearised ratio estimator); infinite where one cluster says nothing of it. */
export function varianceOfMean({ n, sum, clusters, sumSquares, products, countSquares }: Moments): number {
  if (clusters < 2) return Infinity;
  const mean = sum / n;
  const spread = Math.max(0, sumSquares - 2 * mean * products + mean * mean * countSquares);
  return (spread * clusters) / (clusters - 1) / (n * n);
}

/** As many independent observations as say of a share what these say; n itself where clusters do not matter. */
export function effectiveCount(moments: Moments): number {
  const share = meanOf(moments) ?? 0;
  const variance = varianceOfMean(moments);
  const binomial = (share * (1 - share)) / Math.max(1, moments.n);
  if (binomial === 0 || !Number.isFinite(variance)) return moments.clusters;
  return Math.min(moments.n, (moments.n * binomial) / variance);
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
