import type { HostService, SchedulerService } from '@netcrab/plugin-api/backend';
import type { BillingTestClock } from '@netcrab/plugin-billing/contract';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { DatabaseProgressStore } from '../progressStore';
import type { Simulation, SimulationOptions } from '../simulator';
import { createCast } from './cast';
import { purchases } from './past';
import { createScript } from './script';
import { openStage } from './stage';

export interface Play {
  readonly store: DatabaseProgressStore;
  readonly host: HostService;
  readonly scheduler: SchedulerService;
  readonly identity: IdentityService;
  readonly baseUrl: string;
  readonly testClock: BillingTestClock;
}

/**
 * Lets the months behind the demo go by for money: people buy, renew, upgrade, are refunded and cancel, sellers connect
 * accounts, months close and sellers are paid. Everything goes over HTTP, through the endpoints and the sandbox's pages
 * that anybody uses, while billing and the sandbox live in the past (see {@link BillingTestClock}); so every posting,
 * statement and transfer is one that billing made, dated as it would have been. What has passed is noted before time
 * moves on, and every scene looks whether it was played: a start after a crash goes on where the last one was.
 */
export async function playPurchases(
  { store, host, scheduler, identity, baseUrl, testClock }: Play,
  options: SimulationOptions,
  { sellers }: Simulation,
): Promise<void> {
  if (await store.isDone(purchases)) return;
  const orgIds = new Set(sellers.map(({ orgId }) => orgId));
  await createCast(identity, orgIds);
  const { begins, cues } = createScript(options, orgIds);
  const from = Number((await store.underWay(purchases)) ?? begins);
  const stage = await openStage(baseUrl, scheduler, testClock);
  testClock.hold(from);
  await testClock.settled();
  for (const [index, { at, scene }] of cues.entries()) {
    host.progress('Demo: purchases and payouts of the last months', index / cues.length);
    if (at < from) continue;
    await store.note(purchases, String(at));
    await testClock.moveTo(at);
    await scene(stage);
    await testClock.settled();
  }
  await store.note(purchases, String(Math.max(from, options.today)));
  await testClock.release();
  await store.finish(purchases);
  host.progress('Demo: purchases and payouts of the last months', 1);
}
