import { type Settings } from './state/settings';

export interface SandboxClock {
  /** Epoch milliseconds, with what was advanced. */
  now(): number;
  /** Unix seconds, as objects carry them. */
  seconds(): number;
  /** The machine's time, or the test's: what signatures are made with. */
  base(): number;
  /** Moves time forward; it never goes back. */
  moveTo(at: number): void;
  /** Runs work as if the time were an earlier one, when it was due. */
  as<T>(at: number, work: () => T): T;
}

export function createClock(base: () => number, settings: Settings): SandboxClock {
  let held: number | undefined;
  const now = () => held ?? base() + settings.read('advanced');
  return {
    now,
    seconds: () => Math.floor(now() / 1000),
    base,
    moveTo(at) {
      if (at > now()) settings.write('advanced', at - base());
    },
    as(at, work) {
      const before = held;
      held = at;
      try {
        return work();
      } finally {
        held = before;
      }
    },
  };
}
