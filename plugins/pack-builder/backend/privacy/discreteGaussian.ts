import type { RandomStream } from './randomStream';

/**
 * Exact sampling of the discrete Gaussian on the integers, after Canonne, Kamath and Steinke, "The Discrete Gaussian
 * for Differential Privacy" (2020), algorithms 1 to 3. All arithmetic is on integers that doubles hold exactly, and
 * all randomness is uniform integers: no floating-point value ever stands for a probability.
 */

/** Largest σ: 2σ² must stay within what {@link RandomStream.below} draws from. */
export const maxSigma = 2 ** 23;

/** True with probability exp(−1). */
function bernoulliExpMinusOne(stream: RandomStream): boolean {
  // Algorithm 1 with γ = 1: count how long draws of probability 1/k succeed.
  let k = 1;
  while (stream.below(k) === 0) k += 1;
  return k % 2 === 1;
}

/** True with probability exp(−numerator/denominator); algorithm 1. */
export function bernoulliExp(stream: RandomStream, numerator: number, denominator: number): boolean {
  let rest = numerator;
  for (; rest > denominator; rest -= denominator) {
    if (!bernoulliExpMinusOne(stream)) return false;
  }
  // Bernoulli(γ/k) is Bernoulli(γ) and, independently, Bernoulli(1/k): the numbers stay small.
  let k = 1;
  while (stream.below(denominator) < rest && stream.below(k) === 0) k += 1;
  return k % 2 === 1;
}

/** An integer with probability in proportion to exp(−|x|/scale); algorithm 2. */
export function discreteLaplace(stream: RandomStream, scale: number): number {
  for (;;) {
    const remainder = stream.below(scale);
    if (!bernoulliExp(stream, remainder, scale)) continue;
    let whole = 0;
    while (bernoulliExpMinusOne(stream)) whole += 1;
    const magnitude = remainder + scale * whole;
    const negative = stream.below(2) === 1;
    // Zero must not count twice.
    if (negative && magnitude === 0) continue;
    return negative ? -magnitude : magnitude;
  }
}

/**
 * An integer with probability in proportion to exp(−x²/2σ²); algorithm 3 with t = σ.
 * @param sigma a positive integer; callers round up, which only adds privacy.
 */
export function discreteGaussian(stream: RandomStream, sigma: number): number {
  if (!Number.isSafeInteger(sigma) || sigma < 1 || sigma > maxSigma) {
    throw new RangeError(`sigma must be an integer between 1 and 2^23, not ${sigma}`);
  }
  for (;;) {
    const candidate = discreteLaplace(stream, sigma);
    const distance = Math.abs(candidate) - sigma;
    const square = distance * distance;
    // Beyond 2^26·σ, which happens with probability below exp(−2^26), the square would not be exact.
    if (!Number.isSafeInteger(square)) continue;
    if (bernoulliExp(stream, square, 2 * sigma * sigma)) return candidate;
  }
}
