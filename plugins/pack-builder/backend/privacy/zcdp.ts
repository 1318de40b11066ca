import { maxSigma } from './discreteGaussian';

/** Zero-concentrated differential privacy (Bun and Steinke 2016): ρ adds up over everything a unit contributes to. */

/** The ε that ρ-zCDP gives at δ. */
export const epsilonOf = (rho: number, delta: number): number =>
  rho + 2 * Math.sqrt(rho * Math.log(1 / delta));

/**
 * The σ of a measure, rounded up to an integer.
 * @param bound most that one unit changes one cell's value (L), in the measure's integer steps
 * @param cells most cells that one unit touches (C)
 * @param rho the measure's share of the pack's ρ (ρ·w)
 */
export function sigmaFor(bound: number, cells: number, rho: number): number {
  const sigma = Math.ceil(bound * Math.sqrt(cells / (2 * rho)));
  if (sigma > maxSigma) {
    throw new RangeError(
      `rho ${rho} over ${cells} cells needs noise of σ = ${sigma}, more than ${maxSigma}: raise rho`,
    );
  }
  return sigma;
}

/** A normal value lies within this many σ of its centre 95 % of the time. */
export const z95 = 1.96;
