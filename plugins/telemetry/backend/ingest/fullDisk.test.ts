import type { Logger } from '@netcrab/plugin-api/backend';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { WireEvent } from '../../contract';
import { openEventLog, type EventLog } from '../log/eventLog';
import { readLog } from '../log/readLog';
import { decodeRecord } from '../log/record';
import { noon, wireEventAt } from '../testing/arbitraryEvent';
import { createIngest } from './ingestBatch';
import { RecentIds } from './recentIds';

const quiet: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => quiet,
};
const megabyte = 1024 * 1024;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'full-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { encoding: 'utf8' });
const itOnSmallDisk = mounted.status === 0 ? it : it.skip;
if (mounted.status !== 0)
  process.stderr.write(
    `No small disk could be mounted, so none is filled: ${mounted.stderr || String(mounted.error)}\n`,
  );
afterAll(() => {
  if (mounted.status === 0) spawnSync('umount', ['-l', folder]);
  fs.rmSync(folder, { recursive: true });
});

const open = () =>
  openEventLog({ folder: path.join(folder, 'log'), segmentBytes: megabyte, pendingBytes: megabyte });

/** The ids of all events in the log, in order. */
async function idsIn(log: EventLog): Promise<string[]> {
  const ids: string[] = [];
  for (let position = log.start; position < log.end;) {
    const slice = await readLog(log, position, megabyte);
    expect(slice.damagedBytes).toBe(0);
    for (const payload of slice.payloads) {
      const { events } = JSON.parse(decodeRecord(payload).batch.toString()) as { events: WireEvent[] };
      ids.push(...events.map(event => event.eventId));
    }
    position = slice.position;
  }
  return ids;
}

itOnSmallDisk(
  'loses nothing acknowledged when the disk fills up, and goes on once there is room',
  async () => {
    const ballast = path.join(folder, 'ballast');
    fs.writeFileSync(ballast, Buffer.alloc(megabyte));
    const log = open();
    const ingest = createIngest({
      log,
      counters: { add: () => {}, flush: async () => {} },
      live: { acknowledged: () => {}, refused: () => {} },
      recent: new RecentIds(),
      clock: { now: () => noon },
      logger: quiet,
      inflatedBytes: megabyte,
      clockToleranceMs: 10_000,
      onOutcome: () => {},
    });
    let made = 0;
    const acknowledged: string[] = [];
    const refused: unknown[] = [];
    const batchOf = (events: readonly WireEvent[]) =>
      Buffer.from(JSON.stringify({ sdkVersion: 't/1', sentAt: '2026-11-01T10:00:00Z', events }));
    async function send(events: readonly WireEvent[]) {
      try {
        const { accepted } = await ingest({ orgId: 'org_1', body: batchOf(events), encoding: undefined });
        expect(accepted).toBe(events.length);
        acknowledged.push(...events.map(event => event.eventId));
      } catch (error) {
        refused.push(error);
      }
    }
    const newEvents = () => Array.from({ length: 100 }, () => wireEventAt(made, ++made));
    // Several at a time, so that a group is refused as a whole.
    const sendSome = () => Promise.all(Array.from({ length: 4 }, () => send(newEvents())));

    while (refused.length === 0) await sendSome();
    expect(acknowledged.length).toBeGreaterThan(1_000);
    // What is left has no room for a group, and then not for a single batch.
    let last: WireEvent[] = [];
    for (refused.length = 0; refused.length === 0;) await send((last = newEvents()));
    const before = log.end;
    await send(last);
    expect(log.end).toBe(before);
    const unavailable = { code: 'unavailable', status: 503, options: { headers: { 'retry-after': '5' } } };
    expect(refused).toMatchObject([unavailable, unavailable]);

    fs.rmSync(ballast);
    refused.length = 0;
    await send(last);
    await sendSome();
    expect(refused).toEqual([]);
    await log.close();

    const again = open();
    const kept = await idsIn(again);
    await again.close();
    expect(kept.sort()).toEqual(acknowledged.sort());
  },
);
