import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';

/** The longest piece of work that requests wait for. */
const sliceMs = 4;
/** A turn of others longer than this says that they have work waiting. */
const busyTurnMs = 1;
/** Pauses are this many times as long as the work before them: at least a tenth of the time is processing's. */
const longestRest = 9;
/** After so long under pressure processing takes half of the time, so that the backlog cannot only grow. */
const patienceMs = 15_000;
const impatientRest = 1;
const shortestRest = 0.25;
const longestPauseMs = 500;
/** Idle this part of a pause, others could have been asked to wait less. */
const enoughIdle = 0.2;

export interface Pace {
  /** Called between pieces of work: gives way to requests when it is their turn, and at once comes back otherwise. */
  turn(): Promise<void>;
  /** Requests fill the thread: pieces of work should be small. */
  readonly pressed: boolean;
}

/** The thread that processing shares with requests. */
export interface Thread {
  /** Milliseconds, from anywhere. */
  now(): number;
  /** Resolves after one turn of the others. */
  others(): Promise<unknown>;
  /** Resolves after so many ms, with the share of them that nobody used. */
  rest(ms: number): Promise<number>;
}

const thisThread: Thread = {
  now: () => performance.now(),
  others: () => setImmediate(),
  async rest(ms) {
    const before = performance.eventLoopUtilization();
    await delay(ms);
    return 1 - performance.eventLoopUtilization(before).utilization;
  },
};

/**
 * Makes processing give way to requests, which share its thread: acknowledging comes first, and what waits in the log
 * is safe. Pauses double while requests keep the thread busy and halve while they leave it idle, so processing takes
 * what is left, all of it without requests, and never less than a tenth.
 */
export function createPace(thread: Thread = thisThread): Pace {
  let sliceStart = thread.now();
  let rest = 0;
  let pressedSince = 0;

  return {
    get pressed() {
      return rest > 0;
    },
    async turn() {
      const yielded = thread.now();
      const workedMs = yielded - sliceStart;
      if (workedMs < sliceMs) return;
      await thread.others();
      const now = thread.now();
      if (now - yielded < busyTurnMs && rest < shortestRest) {
        rest = pressedSince = 0;
      } else {
        pressedSince ||= now;
        const longest = now - pressedSince > patienceMs ? impatientRest : longestRest;
        rest = Math.min(Math.max(rest, shortestRest), longest);
        const idle = await thread.rest(Math.min(rest * workedMs, longestPauseMs));
        rest = idle > enoughIdle ? rest / 2 : Math.min(rest * 2, longest);
      }
      sliceStart = thread.now();
    },
  };
}
