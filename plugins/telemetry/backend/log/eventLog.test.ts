import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemDisk, type LogDisk } from './disk';
import { LogUnavailableError, openEventLog, type EventLog } from './eventLog';
import { readLog } from './readLog';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'event-log-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (options: { segmentBytes?: number; pendingBytes?: number; disk?: LogDisk } = {}) =>
  openEventLog({ folder, segmentBytes: 1 << 20, pendingBytes: 1 << 20, ...options });
const put = (log: EventLog, text: string) => log.append([Buffer.from(text)]);

async function contents(log: EventLog, maxBytes = 64) {
  const texts: string[] = [];
  let damaged = 0;
  for (let at = log.start; at < log.end;) {
    const slice = await readLog(log, at, maxBytes);
    texts.push(...slice.payloads.map(String));
    damaged += slice.damagedBytes;
    expect(slice.position).toBeGreaterThan(at);
    at = slice.position;
  }
  return { texts, damaged };
}
const segmentFiles = () =>
  fs
    .readdirSync(folder)
    .filter(name => name.endsWith('.log'))
    .sort();

describe('the event log', () => {
  it('gives back what was appended, in order, over segments and reopening', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 30 }),
        fc.integer({ min: 10, max: 500 }),
        fc.integer({ min: 1, max: 400 }),
        async (texts, segmentBytes, readBytes) => {
          fs.rmSync(folder, { recursive: true, force: true });
          const log = open({ segmentBytes });
          for (const text of texts) await put(log, text);
          expect((await contents(log, readBytes)).texts).toEqual(texts);
          await log.close();
          const again = open({ segmentBytes });
          expect((await contents(again, readBytes)).texts).toEqual(texts);
          expect(again.id).toBe(log.id);
          await again.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('syncs what came together once, and resolves nothing before', async () => {
    let syncs = 0;
    const log = open({ disk: { ...systemDisk, sync: async fd => (syncs++, systemDisk.sync(fd)) } });
    await Promise.all(Array.from({ length: 100 }, (_, i) => put(log, `record ${i}`)));
    expect(syncs).toBeLessThanOrEqual(2);
    expect((await contents(log)).texts).toHaveLength(100);
    await log.close();
  });

  it('keeps every whole record and cuts off the torn one, wherever the crash tore it', async () => {
    const log = open();
    for (const text of ['first', 'second', 'third']) await put(log, text);
    await log.close();
    const file = path.join(folder, segmentFiles()[0] ?? '');
    const whole = fs.readFileSync(file);
    const starts = [0, 13, 27];
    for (let length = 0; length <= whole.length; length++) {
      fs.writeFileSync(file, whole.subarray(0, length));
      const recovered = open();
      const expected = starts.filter(
        (start, i) => length >= (starts[i + 1] ?? whole.length) && start < length,
      ).length;
      expect((await contents(recovered)).texts).toEqual(['first', 'second', 'third'].slice(0, expected));
      await put(recovered, 'after');
      expect((await contents(recovered)).texts.at(-1)).toBe('after');
      await recovered.close();
    }
  });

  it('refuses on a full disk, keeps nothing of it, and goes on when there is room', async () => {
    let full = false;
    const disk: LogDisk = {
      ...systemDisk,
      async write(fd, buffers, position) {
        if (!full) return systemDisk.write(fd, buffers, position);
        await systemDisk.write(fd, [Buffer.concat(buffers).subarray(0, 9)], position);
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      },
    };
    const log = open({ disk });
    await put(log, 'before');
    full = true;
    await expect(put(log, 'refused')).rejects.toThrow(LogUnavailableError);
    full = false;
    await put(log, 'after');
    expect((await contents(log)).texts).toEqual(['before', 'after']);
    await log.close();
    const again = open();
    expect((await contents(again)).texts).toEqual(['before', 'after']);
    await again.close();
  });

  it('does not acknowledge what could not be synced', async () => {
    const log = open({ disk: { ...systemDisk, sync: () => Promise.reject(new Error('EIO')) } });
    await expect(put(log, 'lost')).rejects.toThrow(LogUnavailableError);
    expect(log.end).toBe(0);
    await log.close();
  });

  it('bounds what waits for the disk, and refuses once closed', async () => {
    const log = open({ pendingBytes: 100 });
    await expect(put(log, 'x'.repeat(200))).rejects.toThrow('does not keep up');
    await put(log, 'small');
    await log.close();
    await expect(put(log, 'late')).rejects.toThrow('closed');
  });

  it('passes over damage inside a closed segment and says how much', async () => {
    const log = open({ segmentBytes: 20 });
    for (const text of ['one-one-one', 'two-two-two', 'three-three', 'four-four-4']) await put(log, text);
    const file = path.join(folder, segmentFiles()[0] ?? '');
    const bytes = fs.readFileSync(file);
    bytes[10] = 255 - (bytes[10] ?? 0);
    fs.writeFileSync(file, bytes);
    const { texts, damaged } = await contents(log);
    expect(texts).toEqual(['three-three', 'four-four-4']);
    expect(damaged).toBe(38);
    await log.close();
  });

  it('removes segments that are consumed and old enough, never the one written to', async () => {
    const log = open({ segmentBytes: 20 });
    for (let i = 0; i < 6; i++) await put(log, `record number ${i}`);
    const files = segmentFiles().length;
    log.removeConsumed(log.end, 0);
    expect(segmentFiles()).toHaveLength(files);
    log.removeConsumed(log.end, Date.now() + 60_000);
    expect(segmentFiles()).toHaveLength(1);
    expect(log.start).toBeGreaterThan(0);
    await log.close();
  });
});
