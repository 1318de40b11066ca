import { round } from '../../privacy/means';

/**
 * What is published of a noised measure: itself and its margin, or null for both where the margin says that the value
 * says nothing. Both are known only after noise, so deciding by them costs no privacy.
 */

/** Widest margin of a score, as a share of the range it lies in. */
export const widestOfRange = 0.15;
/** Widest margin of a median or a duration, as a share of the value itself. */
export const widestOfValue = 0.75;

export interface Told {
  readonly value: number | null;
  readonly moe95: number | null;
}

interface Noised {
  readonly value: number;
  readonly moe95: number;
}

const tell = ({ value, moe95 }: Noised, widest: number, digits: number): Told =>
  moe95 <= widest
    ? { value: round(value, digits), moe95: round(moe95, digits) }
    : { value: null, moe95: null };

/** A measure of the scale [low, high]. */
export const tellScore = (noised: Noised, { low, high }: { low: number; high: number }): Told =>
  tell({ ...noised, value: Math.min(high, Math.max(low, noised.value)) }, widestOfRange * (high - low), 3);

/** A measure that is judged by its own size. */
export const tellSize = (noised: Noised, digits: number): Told =>
  tell(noised, widestOfValue * Math.abs(noised.value), digits);

/** The noised measure in another unit. */
export const scaled = ({ value, moe95 }: Noised, factor: number): Noised => ({
  value: value * factor,
  moe95: moe95 * factor,
});
