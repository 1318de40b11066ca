import { setImmediate } from 'node:timers/promises';

/** Waits until what an answer leaves behind has happened: it is written after the last byte was sent. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 20_000; turn += 1) {
    if (holds()) return;
    await setImmediate();
  }
  throw new Error('it did not happen');
}
