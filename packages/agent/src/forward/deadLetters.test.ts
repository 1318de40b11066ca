import { readFileSync } from 'node:fs';
import path from 'node:path';
import { remove, temporaryFolder } from '../testing/runningAgent';
import { createDeadLetters } from './deadLetters';

const folder = temporaryFolder();
afterAll(() => remove(folder));
const letter = (n: number) => ({
  sdkVersion: 'v/1',
  skewMs: 0,
  receivedAt: 0,
  count: 1,
  pieces: [`{"n":${n}}`],
});

it('keeps the newest within the bound, with the reason, ready to be sent again', () => {
  const lost: number[] = [];
  const letters = createDeadLetters({
    folder,
    agentId: 'a',
    maxBytes: 2_000,
    now: () => 0,
    onDropped: bytes => lost.push(bytes),
  });
  for (let n = 0; n < 40; n++) letters.add(letter(n), '400: no');
  expect(letters.bytes).toBeLessThanOrEqual(2_000);
  expect(lost.length).toBeGreaterThan(1);
  const last = readFileSync(path.join(folder, 'dead-letters.ndjson'), 'utf8').trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toEqual({
    at: '1970-01-01T00:00:00.000Z',
    reason: '400: no',
    batch: { agentId: 'a', sdkVersion: 'v/1', sentAt: '1970-01-01T00:00:00.000Z', events: [{ n: 39 }] },
  });
});
