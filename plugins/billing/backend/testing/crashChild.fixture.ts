import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { startTestPortal } from '@netcrab/backend/testing';
import { createBillingPlugin } from '../plugin';
import { endState } from './endState';
import { remoteSandbox } from './remoteSandbox';
import { stubs } from './stubs';

/** Asks Stripe for every event, processes them all, and prints what is then. Meant to be killed at any moment. */
async function main([dataDir = '', port = '', secretKey = '', now = '', seed = '']: readonly string[]) {
  const portal = await startTestPortal({
    plugins: [createBillingPlugin(async () => remoteSandbox(Number(port), secretKey))],
    clock: testClock(Number(now)),
    // Ids that no earlier process has given out.
    ids: testIds(`crash-${seed}`),
    host: { dataDir },
    provide: stubs(),
  });
  const { scheduler, database } = portal.core;
  const poll = await scheduler.settled(await scheduler.runNow('billing.poll-stripe'));
  if (poll.status !== 'succeeded') throw new Error(poll.error ?? 'The poll failed');
  process.stdout.write(`${JSON.stringify(await endState(database.knex))}\n`);
  await portal.stop();
}

void main(process.argv.slice(2));
