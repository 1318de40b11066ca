import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'netcrab-alone-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Notes when it begins and ends its work, which takes some turns. */
const program = (lock: string, log: string) => `
  import { alone } from ${JSON.stringify(path.resolve('scripts/alone.mjs'))};
  import { appendFileSync } from 'node:fs';
  import { setImmediate } from 'node:timers/promises';
  await alone(${JSON.stringify(lock)}, async () => {
    appendFileSync(${JSON.stringify(log)}, 'begin ');
    for (let turn = 0; turn < 2_000; turn++) await setImmediate();
    appendFileSync(${JSON.stringify(log)}, 'end ');
  });`;

it('lets one process after the other install and build, over what a killed one left', async () => {
  const [lock, log] = [path.join(folder, 'lock'), path.join(folder, 'log')];
  writeFileSync(lock, String(2 ** 30));
  appendFileSync(log, '');
  const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program(lock, log)]);
  await Promise.all([run(), run(), run(), run()]);
  expect(readFileSync(log, 'utf8')).toBe('begin end '.repeat(4));
  expect(existsSync(lock)).toBe(false);
});
