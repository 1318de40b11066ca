import { z95 } from './zcdp';

/**
 * The quantile of a noised histogram, with the margin that the noise gives it. Never an order statistic: only noised
 * bucket counts come in here.
 */
export interface Quantile {
  readonly value: number;
  readonly moe95: number;
}

/**
 * Non-decreasing cumulative counts closest to the noisy ones (pool adjacent violators). Clamping buckets at zero
 * instead would turn the noise of empty buckets into mass.
 */
export function monotoneCumulative(noisyCounts: readonly number[]): number[] {
  const pools: Array<{ sum: number; size: number }> = [];
  let running = 0;
  for (const count of noisyCounts) {
    running += count;
    let pool = { sum: running, size: 1 };
    for (let last = pools.at(-1); last && last.sum / last.size >= pool.sum / pool.size; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: pool.sum + last.sum, size: pool.size + last.size };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ sum, size }) => Array<number>(size).fill(Math.max(0, sum / size)));
}

/**
 * Brings the buckets together with the cell's own noisy count, which is one draw instead of one per bucket: what the
 * sum differs by is spread over the buckets, as least squares has it.
 */
function reconcile(noisyCounts: readonly number[], sigma: number, units: NoisyCount): number[] {
  const difference = units.count - noisyCounts.reduce((sum, count) => sum + count, 0);
  const variance = noisyCounts.length * sigma ** 2 + units.sigma ** 2;
  const share = variance === 0 ? 0 : (difference * sigma ** 2) / variance;
  return noisyCounts.map(count => count + share);
}

export interface NoisyCount {
  readonly count: number;
  readonly sigma: number;
}

/** Values are not spread evenly within a bucket: the share of its width that interpolation may be off by. */
const withinBucket = 0.125;

interface Place {
  readonly value: number;
  readonly width: number;
}

/** Where the cumulative histogram reaches `rank`: within the bucket by its ratio, or by its width where it starts at 0. */
function valueAt(cumulative: readonly number[], edges: readonly number[], rank: number): Place {
  const found = cumulative.findIndex(count => count >= rank);
  const bucket = found === -1 ? cumulative.length - 1 : found;
  const before = bucket === 0 ? 0 : (cumulative[bucket - 1] ?? 0);
  const within = (cumulative[bucket] ?? 0) - before;
  const low = edges[bucket] ?? 0;
  const high = edges[bucket + 1] ?? low;
  const share = within > 0 ? Math.min(1, Math.max(0, (rank - before) / within)) : 0;
  return { value: low > 0 ? low * (high / low) ** share : share * high, width: high - low };
}

/**
 * σ of q·total less what lies in the first `below` of `buckets` buckets, after {@link reconcile}: each draw of noise
 * enters both, with opposite signs where it can.
 */
function rankSigma(q: number, below: number, buckets: number, sigma: number, unitsSigma: number): number {
  const variance = buckets * sigma ** 2 + unitsSigma ** 2;
  if (variance === 0) return 0;
  const share = sigma ** 2 / variance;
  const ofTotal = q * (1 - buckets * share) + below * share;
  return Math.sqrt(
    sigma ** 2 * Math.max(1, below * (ofTotal - 1) ** 2 + (buckets - below) * ofTotal ** 2) +
      (unitsSigma * share * (q * buckets - below)) ** 2,
  );
}

/**
 * @param noisyCounts one per bucket
 * @param edges ascending, one more than buckets
 * @param q 0 to 1
 * @param sigma of each bucket's noise
 * @param units of the cell
 */
export function noisyQuantile(
  noisyCounts: readonly number[],
  edges: readonly number[],
  q: number,
  sigma: number,
  units: NoisyCount,
): Quantile {
  const counts = reconcile(noisyCounts, sigma, units);
  const cumulative = monotoneCumulative(counts);
  const total = cumulative.at(-1) ?? 0;
  const rank = q * total;
  const { value, width } = valueAt(cumulative, edges, rank);
  const below = cumulative.filter(count => count < rank).length + 1;
  const rankError = z95 * rankSigma(q, below, counts.length, sigma, units.sigma);
  const low = valueAt(cumulative, edges, Math.max(0, rank - rankError)).value;
  const high = valueAt(cumulative, edges, Math.min(total, rank + rankError)).value;
  return { value, moe95: Math.max(value - low, high - value) + withinBucket * width };
}
