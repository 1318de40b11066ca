import { wireEventAt } from '../testing/arbitraryEvent';
import { createJudge } from './judge';
import { RecentIds } from './recentIds';

const batchOf = (numbers: readonly number[]) =>
  Buffer.from(
    JSON.stringify({
      sdkVersion: 'test/1',
      sentAt: '2026-11-01T10:00:00Z',
      events: numbers.map(n => wireEventAt(0, n)),
    }),
  );

it.each([
  ['in order', [1, 2, 3], 3],
  ['out of order', [3, 1, 2], 3],
  ['twice in a row', [1, 2, 2, 3], 3],
  ['twice, far apart', [1, 2, 3, 1], 3],
  ['twice, out of order', [5, 1, 5, 1, 4], 3],
  ['again after one that is less', [0xfff, 1, 0xfff], 2],
])('takes each id of a batch once: %s', (_, numbers, fresh) => {
  const recent = new RecentIds();
  const judge = createJudge(recent);
  const judged = judge(batchOf(numbers), 'org');
  expect(judged).toMatchObject({ accepted: numbers.length, fresh });
  for (let at = 0; at < judged.freshIds.length; at += 4) recent.add(judged.freshIds, at);
  // One judge serves all batches: what it knew of the last must not count for the next.
  expect(judge(batchOf(numbers), 'org')).toMatchObject({ accepted: numbers.length, fresh: 0 });
  expect(judge(batchOf(numbers), 'another')).toMatchObject({ fresh });
});
