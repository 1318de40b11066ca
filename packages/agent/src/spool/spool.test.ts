import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { remove, temporaryFolder } from '../testing/runningAgent';
import { systemDisk } from './disk';
import { SpoolUnavailableError } from './groupWriter';
import { openSpool, type Spool, type SpoolOptions } from './spool';

let folder: string;
let now: number;
let dropped: Array<[string, number]>;
beforeEach(() => {
  folder = temporaryFolder();
  now = 1_000;
  dropped = [];
});
afterEach(() => remove(folder));

const open = (options: Partial<SpoolOptions> = {}) =>
  openSpool({
    folder,
    maxBytes: 2 ** 20,
    whenFull: 'refuse',
    now: () => now,
    chunkBytes: 200,
    maxRecordBytes: 2_000,
    onDropped: (rule, events) => dropped.push([rule, events]),
    ...options,
  });
const put = (spool: Spool, text: string, count = 1) =>
  spool.append({ receivedAt: now, skewMs: -5, sdkVersion: 'v/1', count, events: JSON.stringify(text) });
const chunkFiles = () =>
  fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.spool'))
    .sort();

/** Takes everything out, in windows. */
function drain(spool: Spool, maxBytes = 300) {
  const texts: string[] = [];
  let damaged = 0;
  while (spool.pendingBytes > 0) {
    const window = spool.read(maxBytes);
    texts.push(...window.records.map(({ events }) => JSON.parse(events) as string));
    damaged += window.damagedLines;
    spool.commit(window.next);
  }
  return { texts, damaged };
}

it('gives back what was put in, in order, over chunks, reopening and partial commits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ maxLength: 300 }), { maxLength: 25 }),
      fc.integer({ min: 60, max: 2_000 }),
      fc.nat(25),
      async (texts, chunkBytes, reopenAfter) => {
        remove(folder);
        let spool = open({ chunkBytes });
        const out: string[] = [];
        for (const [index, text] of texts.entries()) {
          await put(spool, text);
          if (index !== reopenAfter) continue;
          const window = spool.read(10);
          out.push(...window.records.map(({ events }) => JSON.parse(events) as string));
          spool.commit(window.next);
          await spool.close();
          spool = open({ chunkBytes });
        }
        out.push(...drain(spool).texts);
        expect(out).toEqual(texts);
        await spool.close();
      },
    ),
    { numRuns: 30 },
  );
});

it('keeps what stands beside the events', async () => {
  const spool = open();
  const record = {
    receivedAt: 7,
    skewMs: -3,
    sdkVersion: 'tab\t"and" line\n',
    count: 2,
    events: '{"a":"\\t"},{"b":1}',
  };
  await spool.append(record);
  expect(spool.read(100).records).toEqual([record]);
  await spool.close();
});

it('syncs once what comes together, and frees the disk of what is forwarded', async () => {
  let writes = 0;
  const spool = open({ disk: { write: (...args) => (writes++, systemDisk.write(...args)) } });
  await Promise.all(Array.from({ length: 100 }, (_, i) => put(spool, `event ${i}`)));
  expect(writes).toBe(1);
  expect(spool.oldestAt).toBe(1_000);
  expect(drain(spool).texts).toHaveLength(100);
  await put(spool, 'next');
  expect(chunkFiles()).toHaveLength(1);
  expect(drain(spool).texts).toEqual(['next']);
  expect(spool.oldestAt).toBeNull();
  await spool.close();
});

it('keeps every whole line wherever a crash tore the file, and writes on', async () => {
  const spool = open({ chunkBytes: 10_000 });
  for (const text of ['first', 'second', 'third']) await put(spool, text);
  await spool.close();
  const [name = ''] = chunkFiles();
  const whole = fs.readFileSync(path.join(folder, name));
  for (let length = 0; length <= whole.length; length++) {
    remove(folder);
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, name), whole.subarray(0, length));
    const again = open();
    await put(again, 'after');
    const lines = whole.subarray(0, length).filter(byte => byte === 10).length;
    expect(drain(again)).toEqual({
      texts: [...['first', 'second', 'third'].slice(0, lines), 'after'],
      damaged: 0,
    });
    await again.close();
  }
});

it('passes over a damaged line, and over a file that somebody cut, and says so', async () => {
  const spool = open({ chunkBytes: 10_000 });
  for (const text of ['first', 'second', 'third']) await put(spool, text);
  const file = path.join(folder, chunkFiles()[0] ?? '');
  const bytes = fs.readFileSync(file);
  bytes[bytes.indexOf('second')] = 0;
  fs.writeFileSync(file, bytes);
  expect(drain(spool)).toEqual({ texts: ['first', 'third'], damaged: 1 });
  await put(spool, 'fourth');
  fs.truncateSync(file, 0);
  expect(drain(spool)).toEqual({ texts: [], damaged: 1 });
  await spool.close();
});

it('passes over what is no line at all', async () => {
  fs.writeFileSync(path.join(folder, '0000000001.spool'), 'x'.repeat(5_000));
  const spool = open();
  await put(spool, 'after');
  expect(drain(spool).texts).toEqual(['after']);
  await spool.close();
});

it('begins anew where the position cannot be read: repeats, never losses', async () => {
  const spool = open();
  for (const text of ['a', 'b']) await put(spool, text);
  spool.commit(spool.read(10).next);
  await spool.close();
  fs.writeFileSync(path.join(folder, 'position.json'), '{"seq":');
  const again = open();
  await put(again, 'c');
  expect(drain(again).texts).toEqual(['a', 'b', 'c']);
  await again.close();
});

describe('when it is full', () => {
  const fill = async (spool: Spool) => {
    for (let n = 0; ; n++) {
      try {
        await put(spool, `event ${String(n).padStart(4, '0')}`, 3);
      } catch (error) {
        expect(error).toMatchObject({ name: 'SpoolUnavailableError', reason: 'full' });
        return n;
      }
      if (n > 500) return n;
    }
  };

  it('refuses, and goes on when there is room', async () => {
    const spool = open({ maxBytes: 2_000 });
    const taken = await fill(spool);
    expect(spool.diskBytes).toBeLessThanOrEqual(2_000);
    expect(drain(spool).texts).toHaveLength(taken);
    expect(dropped).toEqual([]);
    await put(spool, 'again');
    await spool.close();
  });

  it('drops the oldest where it is told to, and counts each event', async () => {
    const spool = open({ maxBytes: 2_000, whenFull: 'drop-oldest' });
    const window = spool.read(10);
    expect(await fill(spool)).toBeGreaterThan(500);
    expect(spool.holds(window.from)).toBe(false);
    const { texts } = drain(spool);
    expect(texts.at(-1)).toBe('event 0501');
    const lost = dropped.reduce((sum, [, events]) => sum + events, 0);
    expect(lost + texts.length * 3).toBe(502 * 3);
    expect(new Set(dropped.map(([rule]) => rule))).toEqual(new Set(['spool_full']));
    await spool.close();
  });
});

it('drops what is too old, chunk by chunk, and counts what was not forwarded', async () => {
  const spool = open({ chunkBytes: 1 });
  for (const text of ['a', 'b', 'c']) {
    await put(spool, text, 2);
    now += 1_000;
  }
  spool.commit(spool.read(10).next);
  spool.expire(2_500);
  expect(dropped).toEqual([['expired', 2]]);
  expect(drain(spool).texts).toEqual(['c']);
  spool.expire(Infinity);
  expect(dropped).toHaveLength(1);
  await put(spool, 'd');
  expect(drain(spool).texts).toEqual(['d']);
  await spool.close();
});

describe('when the disk fails', () => {
  it('acknowledges nothing of the group, keeps all before, and goes on', async () => {
    let fails = false;
    const spool = open({
      disk: {
        async write(fd, lines, position) {
          if (!fails) return systemDisk.write(fd, lines, position);
          await systemDisk.write(fd, [Buffer.concat(lines).subarray(0, 12)], position);
          throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        },
      },
    });
    await put(spool, 'before');
    fails = true;
    await expect(Promise.all([put(spool, 'lost'), put(spool, 'too')])).rejects.toMatchObject({
      reason: 'disk',
    });
    await expect(put(spool, 'still')).rejects.toThrow(SpoolUnavailableError);
    fails = false;
    await put(spool, 'after');
    await spool.close();
    const again = open();
    expect(drain(again)).toEqual({ texts: ['before', 'after'], damaged: 0 });
    await again.close();
  });

  it('bounds what waits for it, and takes nothing once closed', async () => {
    const spool = open({ pendingBytes: 100 });
    await expect(put(spool, 'x'.repeat(200))).rejects.toMatchObject({ reason: 'busy' });
    await put(spool, 'small');
    await spool.close();
    await expect(put(spool, 'late')).rejects.toMatchObject({ reason: 'closed' });
  });
});
