import type { PackId } from '@netcrab/plugin-api/backend';
import type { Order } from './orderStore';

/** How far a pending order has come. */
export type Standing =
  /** Its checkout is being made, or a crash kept it from being made. */
  | 'opening'
  /** It can be paid. */
  | 'open'
  /** It was paid, and the bank has not confirmed that. */
  | 'processing'
  /** Nobody is to pay it any more; Stripe may not know yet. */
  | 'over';

export function standingOf({ sessionId, checkoutUrl, canceledAt, expiresAt }: Order, now: number): Standing {
  if (sessionId === null) return 'opening';
  if (checkoutUrl === null) return 'processing';
  return canceledAt !== null || (expiresAt !== null && expiresAt <= now) ? 'over' : 'open';
}

/** Those of subscriptions to any of these packs. */
export const ordersOf = (pending: readonly Order[], packIds: readonly PackId[]): Order[] =>
  pending.filter(one => one.kind === 'subscription' && one.packIds.some(id => packIds.includes(id)));
