import type { PackId } from '@netcrab/plugin-api/backend';
import type { PendingUpgrade, Purchase, StoredSubscription } from './store';

/** The upgrade that waits for its payment; one that Stripe has forgotten counts no more, whoever told of it. */
export const pendingAt = ({ pending }: Purchase, now: number): PendingUpgrade | null =>
  pending && now < pending.expiresAt ? pending : null;

/** Whether terms that are planned, and begin before the subscription ends, open a pack. */
export const isPlanned = ({ terms, endsAt }: StoredSubscription, packId: PackId, now: number): boolean =>
  terms.some(
    one =>
      one.from > now &&
      (endsAt === null || one.from < endsAt) &&
      (one.packIds === null || one.packIds.includes(packId)),
  );

/** Whether an upgrade that waits for its payment would open a pack. */
export const isPending = ({ purchase }: StoredSubscription, packId: PackId, now: number): boolean =>
  (purchase && pendingAt(purchase, now)?.packIds.includes(packId)) ?? false;
