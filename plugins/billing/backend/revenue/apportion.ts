/** A claim to part of a total. */
export interface Claim {
  /** Unique among the claims; decides ties, lowest first by code unit. */
  readonly key: string;
  /** How much of the total it claims, in relation to the others. Negative for a credit. */
  readonly weight: bigint;
}

/** Rounds down, below zero too. */
export const floorDiv = (a: bigint, b: bigint): bigint =>
  a / b - (a % b !== 0n && a % b < 0n !== b < 0n ? 1n : 0n);

/**
 * Splits whole minor units by largest remainder: the parts add up to `total`, each is within one unit of exact, and
 * neither the order of the claims nor anything else but their keys and weights decides where the odd units go: to the
 * largest remainders first, among equal ones to the lowest key.
 * @returns the part of each key; a full split of nothing for `total` 0
 * @throws RangeError when the weights add up to nothing or less while there is something to split, or keys repeat
 */
export function apportion(total: bigint, claims: readonly Claim[]): Map<string, bigint> {
  let weights = 0n;
  for (const { weight } of claims) weights += weight;
  if (weights <= 0n) {
    if (total === 0n) return new Map(claims.map(({ key }) => [key, 0n]));
    throw new RangeError('Nobody claims a part: the weights must add up to more than nothing');
  }
  let left = total;
  const parts = claims.map(({ key, weight }) => {
    const exact = total * weight;
    const amount = floorDiv(exact, weights);
    left -= amount;
    return { key, amount, remainder: exact - amount * weights };
  });
  // Every remainder is below one unit, so that fewer units are left than there are claims with a remainder.
  const inOrder = parts.toSorted((a, b) =>
    a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  const result = new Map<string, bigint>();
  for (const [place, { key, amount }] of inOrder.entries())
    result.set(key, BigInt(place) < left ? amount + 1n : amount);
  if (result.size < claims.length) throw new RangeError('Two claims have the same key');
  return result;
}
