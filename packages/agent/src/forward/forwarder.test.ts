import { createLog } from '../log';
import { createMetrics } from '../metrics';
import { openSpool, type Spool } from '../spool/spool';
import { clicks, eventId } from '../testing/events';
import { remove, temporaryFolder } from '../testing/runningAgent';
import type { Outcome } from './answer';
import { startForwarder, type ForwarderOptions } from './forwarder';
import { eventsOf, type OutgoingBatch } from './outgoing';

let folder: string;
let spool: Spool;
let said: string;
let now = 0;
beforeEach(() => {
  folder = temporaryFolder();
  said = '';
  spool = openSpool({ folder, maxBytes: 2 ** 20, whenFull: 'refuse', chunkBytes: 1, now: () => now });
});
afterEach(async () => {
  await spool.close();
  remove(folder);
});

const put = (from: number, count: number) =>
  spool.append({
    receivedAt: now,
    skewMs: 0,
    sdkVersion: 'v/1',
    count,
    events: clicks(from, count)
      .map(event => JSON.stringify(event))
      .join(','),
  });
const taken = ({ count }: OutgoingBatch): Outcome => ({
  kind: 'taken',
  accepted: count,
  duplicates: 0,
  rejected: [],
});
const away: Outcome = { kind: 'later', reason: '503', afterMs: 7_000 };
const idsOf = (batch: OutgoingBatch) => eventsOf(batch).map(event => (event as { eventId: string }).eventId);

/** A forwarder whose waits are over at once and noted. */
function start(send: ForwarderOptions['send'], options: Partial<ForwarderOptions> = {}) {
  const sleeps: number[] = [];
  const metrics = createMetrics();
  const forwarder = startForwarder({
    spool,
    send,
    metrics,
    deadLetters: { add: () => undefined, bytes: 0 },
    log: createLog(
      line => (said += line),
      () => 0,
    ),
    clock: { now: () => now, sleep: async ms => void sleeps.push(ms) },
    random: () => 1,
    concurrency: 2,
    lingerMs: 0,
    onFailed: error => (said += String(error)),
    ...options,
  });
  return { forwarder, sleeps, metrics };
}
const drained = async () => {
  while (spool.pendingBytes > 0) await new Promise(resolve => setImmediate(resolve));
};

it('waits longer from failure to failure, no less than it was asked to, and starts over after success', async () => {
  await put(0, 1);
  let tries = 0;
  const { forwarder, sleeps } = start(async batch => (++tries <= 3 ? away : taken(batch)));
  await drained();
  expect(sleeps.slice(0, 3)).toEqual([7_500, 8_000, 9_000]);
  expect(forwarder.cloud).toEqual({ state: 'up', reason: null, failures: 0 });
  await forwarder.stop(0);
});

it('tries with one batch alone while the cloud is away', async () => {
  for (let n = 0; n < 3; n++) await put(n * 600, 600);
  const atOnce: number[] = [];
  let running = 0;
  let tries = 0;
  const { forwarder } = start(async batch => {
    atOnce.push(++running);
    await new Promise(resolve => setImmediate(resolve));
    running--;
    return ++tries < 4 ? away : taken(batch);
  });
  await drained();
  expect(Math.max(...atOnce.slice(0, 4))).toBe(1);
  await forwarder.stop(0);
});

it('goes on with the next where what it tried to send was dropped', async () => {
  await put(0, 2);
  now = 10_000;
  await put(2, 2);
  const sent: string[] = [];
  const { forwarder } = start(async batch => {
    if (idsOf(batch)[0] === eventId(0)) {
      spool.expire(5_000);
      return away;
    }
    sent.push(...idsOf(batch));
    return taken(batch);
  });
  await drained();
  expect(sent).toEqual([eventId(2), eventId(3)]);
  await forwarder.stop(0);
});

it('goes on where refused events cannot be set aside, and says what is lost', async () => {
  await put(0, 3);
  const { forwarder, metrics } = start(async () => ({ kind: 'refused', reason: '400: No.' }), {
    deadLetters: {
      add: () => {
        throw new Error('ENOSPC');
      },
      bytes: 0,
    },
  });
  await drained();
  expect(said).toContain('could not be set aside and are lost');
  expect(await metrics.registry.metrics()).toContain(
    'netcrab_agent_events_dropped_total{rule="dead_letter"} 3',
  );
  await forwarder.stop(0);
});

it('says so when the spool is damaged, and when it cannot go on', async () => {
  const { forwarder } = start(async batch => taken(batch), {
    spool: {
      ...spool,
      pendingBytes: 1,
      read: () => {
        throw new Error('EIO: i/o error');
      },
    },
  });
  await forwarder.stop(0);
  expect(said).toContain('EIO: i/o error');

  let reads = 0;
  const from = { seq: 1, offset: 0 };
  const other = start(async batch => taken(batch), {
    spool: {
      ...spool,
      get pendingBytes() {
        return reads;
      },
      read: () => ({ records: [], from, next: from, damagedLines: 2 }),
      commit: () => void (reads = 0),
      holds: () => true,
    },
  });
  reads = 1;
  other.forwarder.wake();
  while (reads > 0) await new Promise(resolve => setImmediate(resolve));
  expect(said).toContain('"lines":2');
  await other.forwarder.stop(0);
});
