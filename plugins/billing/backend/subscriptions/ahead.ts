import type { PendingUpgrade, Purchase } from './store';

/** The upgrade that waits for its payment; one that Stripe has forgotten counts no more, whoever told of it. */
export const pendingAt = ({ pending }: Purchase, now: number): PendingUpgrade | null =>
  pending && now < pending.expiresAt ? pending : null;
