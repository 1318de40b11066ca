import { createPace } from './pace';

/** Keeps the thread busy. */
function work(ms: number) {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** How much of `totalMs` processing got, that works in pieces of 5 ms. */
async function shareOfTime(totalMs: number): Promise<number> {
  const pace = createPace();
  const from = performance.now();
  let worked = 0;
  while (performance.now() - from < totalMs) {
    work(5);
    worked += 5;
    await pace.turn();
  }
  return worked / (performance.now() - from);
}

it('lets processing have nearly all of the time when nothing else is to be done', async () => {
  expect(await shareOfTime(400)).toBeGreaterThan(0.5);
});

it('leaves most of the time to requests while they fill it, and never stops', async () => {
  let more = true;
  const requests = () => {
    work(4);
    if (more) setImmediate(requests);
  };
  requests();
  const share = await shareOfTime(1_500);
  more = false;
  expect(share).toBeGreaterThan(0.01);
  expect(share).toBeLessThan(0.3);
});
