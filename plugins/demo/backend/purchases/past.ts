import type { BillingTestClock } from '@netcrab/plugin-billing/contract';
import type { DatabaseProgressStore } from '../progressStore';

/** Its detail is the moment, epoch ms, that billing's time is being moved to. */
export const purchases = 'purchases';

export const purchasesPlayed = (store: DatabaseProgressStore): Promise<boolean> => store.isDone(purchases);

/** Before anything reads billing's time: a play that was broken off goes on in the past it had come to. */
export async function resumePast(
  store: DatabaseProgressStore,
  testClock: BillingTestClock | undefined,
): Promise<void> {
  const at = await store.underWay(purchases);
  if (at !== null) testClock?.hold(Number(at));
}
