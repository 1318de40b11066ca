import { setImmediate } from 'node:timers/promises';

/** Longest time on the event loop before others get their turn. */
const sliceMs = 3;

export type Breathe = () => Promise<void> | undefined;

/** Between pieces of work: lets requests through when the slice is used up, and stops when the signal aborts. */
export function createBreather(signal?: AbortSignal): Breathe {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return setImmediate().then(() => {
      signal?.throwIfAborted();
      since = performance.now();
    });
  };
}
