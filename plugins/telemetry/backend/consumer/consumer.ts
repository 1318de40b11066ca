import type { Clock, Logger, WarehouseService } from '@netcrab/plugin-api/backend';
import { setTimeout as delay } from 'node:timers/promises';
import type { Erasures } from '../deletion/erasures';
import { settleBaselines, type BaselineRules } from '../facts/settleBaselines';
import type { EventLog } from '../log/eventLog';
import { findKnown, loadVisits } from './loadVisits';
import { mergeRound, type MergeRules } from './mergeRound';
import { createPace } from './pace';
import { readRound } from './readRound';
import { writeRound } from './writeRound';

export interface ConsumerOptions {
  readonly log: EventLog;
  readonly warehouse: WarehouseService;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly rules: MergeRules & BaselineRules;
  readonly erasures: Pick<Erasures, 'admit'>;
  readonly roundBytes: number;
  readonly settleMs: number;
  readonly keepProcessedMs: number;
  /** Called when nothing is left to do, with the position that is processed. */
  readonly onSettled: (position: number) => void;
}

export interface Consumer {
  /** Something was appended to the log. */
  wake(): void;
  /** Resolves when everything in the log now stands in the warehouse, scored. */
  caughtUp(): Promise<void>;
  /** Processed up to here; null until the warehouse was asked. */
  readonly position: number | null;
  /** Nothing waits for its scores. */
  readonly settled: boolean;
  stop(): Promise<void>;
}

interface Waiter {
  readonly position: number;
  readonly resolve: () => void;
}

const firstRetryMs = 500;
const maxRetryMs = 30_000;
/** While requests leave the thread alone, rounds grow to so many times their size: their statements cost the less. */
const idleGrowth = 4;

/**
 * Carries events from the log to the warehouse, round by round. A round's facts and the position after it are committed
 * together, so a crash at any point neither loses nor doubles anything: the next start goes on from the position.
 */
export function createConsumer(options: ConsumerOptions): Consumer {
  const { log, warehouse, clock, logger, rules } = options;
  const stopping = new AbortController();
  const pace = createPace();
  let position: number | null = null;
  let settled = false;
  let { roundBytes } = options;
  let waiters: Waiter[] = [];
  let running: Promise<void> | null = null;

  /** The position committed last; the start of this log for a warehouse that has not seen it. */
  async function resume(): Promise<number> {
    const [state] = await warehouse.query<{ log_id: string; position: bigint }>(
      'SELECT log_id, position FROM telemetry_consumer',
    );
    if (!state) await warehouse.run('INSERT INTO telemetry_consumer VALUES ($1, 0, 0)', [log.id]);
    const committed = state?.log_id === log.id ? Number(state.position) : log.start;
    if (committed < log.start)
      logger.warn(
        { committed, start: log.start },
        'Events before the start of the log were removed unprocessed',
      );
    return Math.max(committed, log.start);
  }

  async function round(from: number): Promise<number> {
    const read = await readRound(log, from, roundBytes, pace);
    if (read.damagedBytes > 0)
      logger.error(
        { from, bytes: read.damagedBytes },
        'Part of the event log is damaged and was passed over',
      );
    const keys = read.visits.map(visit => visit.key);
    await warehouse.transaction(async connection => {
      const known = keys.length > 0 ? await findKnown(connection, keys) : new Map();
      const stored = known.size > 0 ? await loadVisits(connection, [...known.keys()]) : [];
      const visits = await options.erasures.admit(connection, read.visits);
      const facts = await mergeRound(visits, known, stored, rules, pace);
      const next = { logId: log.id, position: read.position, receivedAt: clock.now() };
      await writeRound(connection, facts, next, rules, pace);
    });
    logger.debug({ events: read.events, visits: read.visits.length }, 'Processed a round of events');
    return read.position;
  }

  function release() {
    const at = position ?? -1;
    const done = waiters.filter(waiter => waiter.position <= at);
    waiters = waiters.filter(waiter => waiter.position > at);
    for (const { resolve } of done) resolve();
  }

  async function work(): Promise<void> {
    position ??= await resume();
    while (!stopping.signal.aborted) {
      if (position < log.end) {
        settled = false;
        position = await round(position);
        roundBytes = pace.pressed
          ? options.roundBytes
          : Math.min(roundBytes * 2, options.roundBytes * idleGrowth);
        log.removeConsumed(position, clock.now() - options.keepProcessedMs);
        if (log.end - position < options.roundBytes / 8 && position < log.end) await delay(options.settleMs);
      } else if (!settled) {
        // Scores against baselines wait for a moment without a backlog: they look at whole tasks.
        await warehouse.transaction(connection => settleBaselines(connection, rules));
        settled = true;
        options.onSettled(position);
      } else {
        release();
        if (position >= log.end) return;
      }
    }
  }

  async function run(): Promise<void> {
    for (let retryMs = firstRetryMs; !stopping.signal.aborted; retryMs = Math.min(retryMs * 2, maxRetryMs)) {
      try {
        // Events arrive in flocks; a short wait takes a flock in one round.
        if (waiters.length === 0) await delay(options.settleMs, undefined, { signal: stopping.signal });
        return await work();
      } catch (error) {
        if (stopping.signal.aborted) return;
        logger.error(
          { err: error, position },
          'Events could not be processed; they wait in the log for the next try',
        );
        // The commit may have happened although its answer was lost: ask the warehouse again.
        position = null;
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  function wake() {
    if (stopping.signal.aborted || running) return;
    running = run().finally(() => {
      running = null;
      if (!stopping.signal.aborted && (waiters.length > 0 || (position !== null && position < log.end)))
        wake();
    });
  }

  return {
    wake,
    caughtUp() {
      if (position !== null && position >= log.end && settled) return Promise.resolve();
      return new Promise(resolve => {
        waiters.push({ position: log.end, resolve });
        wake();
      });
    },
    get position() {
      return position;
    },
    get settled() {
      return settled;
    },
    async stop() {
      stopping.abort();
      await running;
      for (const { resolve } of waiters) resolve();
    },
  };
}
