import type { Logger } from '@netcrab/plugin-api/backend';
import { setTimeout as delay } from 'node:timers/promises';

/** Tables made of the facts. */
export interface Stage {
  readonly name: string;
  /**
   * Brings its tables up to the facts committed by now, in transactions that commit its own position with them, so that
   * a crash repeats nothing and loses nothing. Calls `turn` between transactions, with none open.
   */
  run(turn: () => Promise<void>): Promise<void>;
}

export interface FollowUpOptions {
  /** In this order: later ones read what earlier ones wrote. */
  readonly stages: readonly Stage[];
  readonly logger: Logger;
  /** Called when all stages have run and nothing changed since. */
  readonly onDone: () => void;
}

export interface FollowUp {
  /** The facts have changed. */
  changed(): void;
  /** Resolves when all that changed before the call has gone through every stage. */
  caughtUp(): Promise<void>;
  readonly idle: boolean;
  stop(): Promise<void>;
}

/** Between one run and the next at least: a day that receives events all the time is made anew each time. */
const shortestRestMs = 1_000;
/** Rests are this many times as long as the work before them: a tenth of the time at most is theirs. */
const restShare = 9;
const firstRetryMs = 500;
const maxRetryMs = 30_000;

/** Runs the stages after the facts have changed, seldom enough that they do not get in the way, at once if awaited. */
export function createFollowUp({ stages, logger, onDone }: FollowUpOptions): FollowUp {
  const stopping = new AbortController();
  let asked = 0;
  let done = 0;
  let waiters: Array<{ readonly until: number; readonly resolve: () => void }> = [];
  let resting: AbortController | null = null;
  let running: Promise<void> | null = null;

  async function rest(ms: number) {
    if (waiters.length > 0 || stopping.signal.aborted) return;
    resting = new AbortController();
    await delay(ms, undefined, { signal: resting.signal }).catch(() => undefined);
    resting = null;
  }

  function release() {
    const ready = waiters.filter(waiter => waiter.until <= done);
    waiters = waiters.filter(waiter => waiter.until > done);
    for (const { resolve } of ready) resolve();
  }

  async function once() {
    const upTo = asked;
    let since = performance.now();
    const turn = async () => {
      await rest(restShare * (performance.now() - since));
      stopping.signal.throwIfAborted();
      since = performance.now();
    };
    for (const stage of stages) await stage.run(turn);
    done = upTo;
    release();
    return performance.now() - since;
  }

  async function work() {
    let retryMs = firstRetryMs;
    while (done < asked && !stopping.signal.aborted) {
      try {
        const tookMs = await once();
        retryMs = firstRetryMs;
        if (done === asked) onDone();
        await rest(Math.max(shortestRestMs, restShare * tookMs));
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.error({ err: error }, 'What follows from the facts could not be computed; it is tried again');
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, maxRetryMs);
      }
    }
  }

  function wake() {
    if (stopping.signal.aborted || running) return;
    running = work().finally(() => {
      running = null;
      if (done < asked) wake();
    });
  }

  return {
    changed() {
      asked++;
      wake();
    },
    caughtUp() {
      if (done === asked) return Promise.resolve();
      return new Promise(resolve => {
        waiters.push({ until: asked, resolve });
        resting?.abort();
        wake();
      });
    },
    get idle() {
      return done === asked;
    },
    async stop() {
      stopping.abort();
      resting?.abort();
      await running;
      for (const { resolve } of waiters) resolve();
    },
  };
}
