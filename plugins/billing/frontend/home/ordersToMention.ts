import type { OrderView } from '../../contract';

/** A failure older than this is no news. */
const newsMs = 7 * 86_400_000;

/**
 * Orders that still wait, and fresh failures that nobody made good: the newest of each thing bought counts.
 * @param orders newest first
 * @param now epoch ms
 */
export function ordersToMention(orders: readonly OrderView[], now: number): OrderView[] {
  const newest = orders.filter(
    (order, index) => orders.findIndex(other => other.title === order.title) === index,
  );
  return newest.filter(
    ({ state, updatedAt }) => state === 'pending' || (state === 'failed' && now - updatedAt < newsMs),
  );
}
