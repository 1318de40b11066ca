import { z95 } from './zcdp';

export interface NoisyMean {
  readonly value: number;
  readonly moe95: number;
}

/**
 * mid + noisy Σ(x − mid) / noisy n, with the margin that both noises give it.
 * @param sum noisy Σ(x − mid), in the measure's own unit
 */
export function noisyMean(
  mid: number,
  sum: number,
  sumSigma: number,
  count: number,
  countSigma: number,
): NoisyMean {
  const offset = sum / count;
  return {
    value: mid + offset,
    moe95: (z95 * Math.sqrt(sumSigma ** 2 + (offset * countSigma) ** 2)) / count,
  };
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));

export function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}
