import { setImmediate } from 'node:timers/promises';

const patienceMs = 10_000;

/** Waits until what an answer leaves behind has happened: it is written after the last byte was sent. */
export async function eventually(holds: () => boolean): Promise<void> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if (holds()) return;
    await setImmediate();
  }
  throw new Error('it did not happen');
}
