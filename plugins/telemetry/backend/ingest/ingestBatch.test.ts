import type { Logger } from '@netcrab/plugin-api/backend';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemDisk } from '../log/disk';
import { openEventLog } from '../log/eventLog';
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

it('answers 503 on a full disk, acknowledges nothing, and takes the same events once there is room', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ingest-'));
  let full = true;
  const log = openEventLog({
    folder,
    segmentBytes: 1 << 20,
    pendingBytes: 1 << 20,
    disk: {
      ...systemDisk,
      write: (fd, buffers, position) =>
        full
          ? Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }))
          : systemDisk.write(fd, buffers, position),
    },
  });
  const counted: string[] = [];
  const ingest = createIngest({
    log,
    counters: { add: (_, __, counter) => void counted.push(counter), flush: async () => {} },
    live: { acknowledged: () => {}, refused: () => {} },
    recent: new RecentIds(),
    clock: { now: () => noon },
    logger: quiet,
    inflatedBytes: 1 << 20,
    clockToleranceMs: 10_000,
    onOutcome: () => {},
  });
  const events = [wireEventAt(0, 1), wireEventAt(1, 2)];
  const body = Buffer.from(JSON.stringify({ sdkVersion: 't/1', sentAt: '2026-11-01T10:00:00Z', events }));
  const send = () => ingest({ orgId: 'org_1', body, encoding: undefined });

  await expect(send()).rejects.toMatchObject({
    code: 'unavailable',
    options: { headers: { 'retry-after': '5' } },
  });
  expect(counted).toEqual([]);
  expect(log.end).toBe(0);
  full = false;
  expect(await send()).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(await send()).toMatchObject({ accepted: 0, duplicates: 2 });
  await log.close();
  fs.rmSync(folder, { recursive: true });
});

it('forgets the oldest ids first', () => {
  const recent = new RecentIds(2);
  const idsOf = (orgId: string) => {
    const ids = Uint32Array.from({ length: 5 * 4 }, (_, at) => (at % 4 === 1 ? 0x7000 : Math.floor(at / 4)));
    recent.ofOrg(orgId, ids, 5);
    return ids;
  };
  const places = [0, 4, 8, 12, 16];
  const ids = idsOf('org');
  for (const at of places) recent.add(ids, at);
  expect(places.map(at => recent.has(ids, at))).toEqual([false, false, true, true, true]);
  const others = idsOf('another org');
  expect(places.some(at => recent.has(others, at))).toBe(false);
});
