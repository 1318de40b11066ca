import type { TimedEvent } from './visitEvent';

export interface SessionBounds {
  /** Silence that ends a session. */
  readonly idleMs: number;
  /** The longest a session lasts. */
  readonly capMs: number;
}

/** Cuts a visit's events, in order, into sessions. */
export function sessionize(events: readonly TimedEvent[], { idleMs, capMs }: SessionBounds): TimedEvent[][] {
  const sessions: TimedEvent[][] = [];
  let current: TimedEvent[] = [];
  let start = 0;
  let last = 0;
  for (const event of events) {
    if (current.length === 0 || event.ts - last > idleMs || event.ts - start >= capMs) {
      current = [];
      sessions.push(current);
      start = event.ts;
    }
    current.push(event);
    last = event.ts;
  }
  return sessions;
}
