/** A lease ends in the database after this. */
export const leaseMs = 30_000;
/** An instance stops using a lease this much earlier, since clocks differ. */
export const skewMs = 10_000;

/** Until when, in epoch ms, an instance uses a lease that it got or renewed now. */
export const usableUntil = (now: number): number => now + leaseMs - skewMs;
