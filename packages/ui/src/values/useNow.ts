import { useSyncExternalStore } from 'react';

const tickMs = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function snapshot(): number {
  // While nobody listens no timer runs, so the first look refreshes it; looks in between must be alike.
  if (listeners.size === 0 && Math.abs(Date.now() - now) >= tickMs) now = Date.now();
  return now;
}

/** The present, epoch ms, to half a minute: one timer for every relative time on the page. */
export const useNow = (): number => useSyncExternalStore(subscribe, snapshot);
