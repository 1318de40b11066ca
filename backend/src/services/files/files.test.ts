import { testIds } from '@netcrab/plugin-api/testing';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createFiles, type Files } from '.';

describe('files', () => {
  let dataDir: string;
  let files: Files;
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-files-'));
    files = createFiles({ dataDir, ids: testIds() });
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));
  const leftovers = () => readdirSync(path.join(dataDir, 'files', 'incoming'));

  it('stores bytes, streams and paths under their hash', async () => {
    const sha256 = createHash('sha256').update('hello').digest('hex');
    writeFileSync(path.join(dataDir, 'given'), 'hello');
    for (const content of [
      Buffer.from('hello'),
      Readable.from(['hel', 'lo']),
      { path: path.join(dataDir, 'given') },
    ])
      expect(await files.put(content)).toEqual({ sha256, size: 5 });
    expect(await files.localPath(sha256)).toBe(
      path.join(dataDir, 'files', sha256.slice(0, 2), sha256.slice(2)),
    );
    expect(await text(await files.open(sha256))).toBe('hello');
    expect(await text(await files.open(sha256, { start: 1, end: 3 }))).toBe('ell');
    expect(await files.has(sha256)).toBe(true);
    await files.remove(sha256);
    await files.remove(sha256);
    expect(await files.has(sha256)).toBe(false);
    expect(leftovers()).toEqual([]);
  });

  it('gives back any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), async pieces => {
        const { sha256, size } = await files.put(Readable.from(pieces.map(piece => Buffer.from(piece))));
        const back = Buffer.concat(await (await files.open(sha256)).toArray());
        expect(back).toEqual(Buffer.concat(pieces));
        expect(size).toBe(back.length);
      }),
      { numRuns: 30 },
    );
  });

  it('answers what is not there, and no path outside', async () => {
    const missing = 'a'.repeat(64);
    for (const name of [missing, '../../etc/passwd', '../secret.key']) {
      await expect(files.open(name)).rejects.toMatchObject({ code: 'not_found' });
      await expect(files.localPath(name)).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await files.has(missing)).toBe(false);
    await expect(files.has('../secret.key')).rejects.toMatchObject({ code: 'not_found' });
    await expect(files.remove('../secret.key')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('refuses ranges outside of the file', async () => {
    const { sha256 } = await files.put(Buffer.from('hello'));
    for (const range of [
      { start: 5, end: 9 },
      { start: 3, end: 2 },
      { start: -1, end: 2 },
    ])
      await expect(files.open(sha256, range)).rejects.toMatchObject({ code: 'range_not_satisfiable' });
    expect(await text(await files.open(sha256, { start: 3, end: 99 }))).toBe('lo');
  });

  it('leaves nothing of a stream that breaks, or for which there is no space', async () => {
    const breaking = (error: Error) =>
      Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw error;
        })(),
      );
    await expect(files.put(breaking(new Error('gone')))).rejects.toThrow('gone');
    const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    await expect(files.put(breaking(noSpace))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('no space left'),
    });
    await expect(files.put({ path: path.join(dataDir, 'missing') })).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(leftovers()).toEqual([]);
  });

  it('cleans up after a killed process', async () => {
    await files.clean();
    mkdirSync(path.join(dataDir, 'files', 'incoming'), { recursive: true });
    writeFileSync(path.join(dataDir, 'files', 'incoming', 'half'), 'x');
    await files.clean();
    expect(leftovers()).toEqual([]);
  });
});
