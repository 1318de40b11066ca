import { createPace, type Thread } from './pace';

/** A thread on which time passes as it is told, and whose others take `busyMs` of every turn and all of each pause, or none. */
function threadOf(busyMs: number) {
  let at = 0;
  let pausedMs = 0;
  const thread: Thread = {
    now: () => at,
    others: async () => void (at += busyMs),
    rest: async ms => {
      at += ms;
      pausedMs += ms;
      return busyMs > 0 ? 0 : 1;
    },
  };
  return { thread, work: (ms: number) => void (at += ms), now: () => at, paused: () => pausedMs };
}

/** How much of `totalMs` processing gets, that works in pieces of 5 ms. */
async function shareOfTime(busyMs: number, totalMs: number) {
  const { thread, work, now, paused } = threadOf(busyMs);
  const pace = createPace(thread);
  let worked = 0;
  while (now() < totalMs) {
    work(5);
    worked += 5;
    await pace.turn();
  }
  return { share: worked / now(), paused: paused(), pressed: pace.pressed };
}

it('lets processing have all of the time when nothing else is to be done', async () => {
  expect(await shareOfTime(0, 400)).toEqual({ share: 1, paused: 0, pressed: false });
});

it('leaves nine tenths to requests while they fill the thread, and never stops', async () => {
  const { share, pressed } = await shareOfTime(4, 10_000);
  expect(pressed).toBe(true);
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.12);
});

it('takes half after a quarter of a minute of that, so that the backlog cannot only grow', async () => {
  const { share } = await shareOfTime(4, 300_000);
  expect(share).toBeGreaterThan(0.3);
});

it('does not give way in the middle of a short piece', async () => {
  const { thread, work, paused } = threadOf(4);
  const pace = createPace(thread);
  work(3);
  await pace.turn();
  expect([thread.now(), paused()]).toEqual([3, 0]);
});

it('gives way on this thread, too', async () => {
  let others = 0;
  const pace = createPace();
  const until = performance.now() + 5;
  while (performance.now() < until);
  setImmediate(() => void others++);
  await pace.turn();
  expect(others).toBe(1);
});
