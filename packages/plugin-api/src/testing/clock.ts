import type { Clock } from '../backend/services';

export interface TestClock extends Clock {
  set(at: string | number): void;
  advance(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function testClock(at: string | number = '2026-11-01T12:00:00Z'): TestClock {
  const epoch = (value: string | number) => (typeof value === 'number' ? value : Date.parse(value));
  let now = epoch(at);
  return {
    now: () => now,
    set: value => void (now = epoch(value)),
    advance: ms => void (now += ms),
  };
}
