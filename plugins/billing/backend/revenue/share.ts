import { apportion, floorDiv } from './apportion';

/** Hundredths of a percent: 3000 is 30 %. */
export type BasisPoints = number;
const whole = 10_000n;

/** What an org contributed to a pack's month, and what the platform keeps of its part. */
export interface OrgContribution {
  readonly orgId: string;
  readonly sessions: bigint;
  /** The org's own rate where it has one, else the pack's. */
  readonly rate: BasisPoints;
}

export interface RevenueSplit {
  readonly fee: bigint;
  /** base − fee */
  readonly pool: bigint;
  /** By org id; every org with sessions, even where its share is nothing. */
  readonly shares: ReadonlyMap<string, bigint>;
  /** The pool where nobody contributed. */
  readonly unallocated: bigint;
}

/**
 * Shares out one pack's month. The fee is floor(base × rate) where every org has the pack's rate. Where some have
 * their own, the rate is the mean weighted by sessions and the pool is shared by sessions × (1 − rate): each org gets
 * what it would get of its part of the base at its own rate, so a better rate for one costs the platform, never the
 * other orgs. Shares are whole minor units by {@link apportion}, ties by org id; with nobody's sessions the pool is
 * unallocated.
 * @param base money received for the month without tax and what was returned; minor units
 */
export function shareRevenue(
  base: bigint,
  packRate: BasisPoints,
  contributions: readonly OrgContribution[],
): RevenueSplit {
  const counted = contributions.filter(({ sessions }) => sessions > 0n);
  let sessions = 0n;
  let rated = 0n;
  for (const org of counted) {
    sessions += org.sessions;
    rated += org.sessions * BigInt(org.rate);
  }
  if (sessions === 0n) {
    const fee = floorDiv(base * BigInt(packRate), whole);
    return { fee, pool: base - fee, shares: new Map(), unallocated: base - fee };
  }
  const fee = floorDiv(base * rated, sessions * whole);
  const pool = base - fee;
  const kept = sessions * whole - rated;
  // All rates at 100 %: rounding leaves nothing, and there is nothing to weigh.
  const shares = apportion(
    pool,
    counted.map(org => ({
      key: org.orgId,
      weight: kept === 0n ? org.sessions : org.sessions * (whole - BigInt(org.rate)),
    })),
  );
  return { fee, pool, shares, unallocated: 0n };
}
