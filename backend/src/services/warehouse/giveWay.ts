import { setImmediate } from 'node:timers/promises';

/** Time on the event loop before other requests get their turn. */
const sliceMs = 3;

/** For work that fills or reads the engine's vectors: to be awaited between small pieces of it. */
export function createGiveWay(): () => Promise<void> | undefined {
  let turn = performance.now();
  return () => {
    if (performance.now() - turn < sliceMs) return undefined;
    return setImmediate().then(() => void (turn = performance.now()));
  };
}
