import type { Clock } from '../clock';
import type { Log } from '../log';
import { reasonOf } from '../reasonOf';
import type { AgentMetrics } from '../metrics';
import type { Spool } from '../spool/spool';
import type { Outcome } from './answer';
import { backoffMs } from './backoff';
import type { SendBatch } from './cloud';
import type { DeadLetters } from './deadLetters';
import { eventsOf, halvesOf, outgoingBatches, partOf, type OutgoingBatch } from './outgoing';

export interface ForwarderOptions {
  readonly spool: Spool;
  readonly send: SendBatch;
  readonly deadLetters: DeadLetters;
  readonly metrics: AgentMetrics;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: () => number;
  readonly concurrency: number;
  readonly lingerMs: number;
  /** Called when forwarding cannot go on. */
  readonly onFailed: (error: unknown) => void;
  /** What is in memory at a time, whatever the spool holds. */
  readonly windowBytes?: number;
}

/** How it goes with the cloud, in words where it does not. */
export interface CloudState {
  readonly state: 'untried' | 'up' | 'down' | 'barred';
  readonly reason: string | null;
  readonly failures: number;
}

export interface Forwarder {
  /** There is something new in the spool. */
  wake(): void;
  readonly cloud: CloudState;
  /** Ends after what is on its way, and at the latest when `graceMs` are over. */
  stop(graceMs: number): Promise<void>;
}

/**
 * Sends what the spool holds, in order, window by window; a window is committed once each of its batches was taken or
 * set aside. A crash before that sends it again, which the cloud recognises by the event ids.
 */
export function startForwarder(options: ForwarderOptions): Forwarder {
  const { spool, send, deadLetters, metrics, log, clock, random, concurrency } = options;
  const stopping = new AbortController();
  const giveUp = new AbortController();
  let cloud: CloudState = { state: 'untried', reason: null, failures: 0 };
  let wake = () => {};
  let woken = false;

  const news = () =>
    new Promise<void>(resolve => {
      if (woken || stopping.signal.aborted) resolve();
      else wake = resolve;
    }).then(() => {
      woken = false;
    });

  function setAside(batch: OutgoingBatch, reason: string) {
    metrics.deadLetters.inc({ reason: reason.slice(0, 3) }, batch.count);
    try {
      deadLetters.add(batch, reason);
      log.warn('The cloud refuses events for good; they were set aside.', { events: batch.count, reason });
    } catch (error) {
      metrics.dropped.inc({ rule: 'dead_letter' }, batch.count);
      log.error('Refused events could not be set aside and are lost.', {
        events: batch.count,
        reason,
        cause: reasonOf(error),
      });
    }
  }

  /** @returns what has to be sent again. */
  function settle(batch: OutgoingBatch, outcome: Outcome): readonly OutgoingBatch[] {
    switch (outcome.kind) {
      case 'taken': {
        metrics.forwarded.inc({ outcome: 'accepted' }, outcome.accepted);
        metrics.forwarded.inc({ outcome: 'duplicate' }, outcome.duplicates);
        if (outcome.rejected.length === 0) return [];
        metrics.forwarded.inc({ outcome: 'rejected' }, outcome.rejected.length);
        const events = eventsOf(batch);
        for (const { index, field, message } of outcome.rejected)
          setAside(partOf(batch, events.slice(index, index + 1)), `202 ${field}: ${message}`);
        return [];
      }
      case 'too_large':
        if (batch.count > 1) return halvesOf(batch);
        setAside(batch, '413: a single event is too large');
        return [];
      case 'refused':
        setAside(batch, outcome.reason);
        return [];
      default:
        return [batch];
    }
  }

  async function pause(outcomes: readonly Outcome[]) {
    const failed = outcomes.filter(({ kind }) => kind === 'later' || kind === 'barred');
    const [worst] = failed;
    if (!worst) {
      if (cloud.state === 'down' || cloud.state === 'barred')
        log.info('The cloud takes events again.', { pendingBytes: spool.pendingBytes });
      cloud = { state: 'up', reason: null, failures: 0 };
      return;
    }
    const state = worst.kind === 'barred' ? 'barred' : 'down';
    const reason = 'reason' in worst ? worst.reason : null;
    if (cloud.state !== state || cloud.reason !== reason)
      log.warn(
        state === 'barred'
          ? 'The cloud refuses this agent: check cloud.ingestKey and cloud.endpoint. Events wait in the spool.'
          : 'The cloud does not take events. They wait in the spool.',
        { reason, pendingBytes: spool.pendingBytes },
      );
    cloud = { state, reason, failures: cloud.failures + 1 };
    const asked = Math.max(...failed.map(one => (one.kind === 'later' ? one.afterMs : 0)));
    await clock.sleep(backoffMs(cloud.failures, asked, random), stopping.signal);
  }

  /** @returns whether all is settled; not when the agent stops before. */
  async function deliver(batches: readonly OutgoingBatch[], isHeld: () => boolean): Promise<boolean> {
    let queue = [...batches];
    while (queue.length > 0) {
      if (stopping.signal.aborted) return false;
      // Dropped for room or age while it waited.
      if (!isHeld()) return true;
      const wave = queue.slice(0, cloud.state === 'up' ? concurrency : 1);
      queue = queue.slice(wave.length);
      const outcomes = await Promise.all(wave.map(batch => send(batch, giveUp.signal)));
      for (const { kind } of outcomes) metrics.attempts.inc({ outcome: kind });
      queue = [...wave.flatMap((batch, i) => settle(batch, outcomes[i] ?? noOutcome)), ...queue];
      await pause(outcomes);
    }
    return true;
  }

  async function run() {
    while (!stopping.signal.aborted) {
      if (spool.pendingBytes === 0) {
        await news();
        await clock.sleep(options.lingerMs, stopping.signal);
        continue;
      }
      const window = spool.read(options.windowBytes ?? 2 ** 21);
      if (window.damagedLines > 0) {
        metrics.damaged.inc(window.damagedLines);
        log.error('The spool is damaged; lines that cannot be read were passed over.', {
          lines: window.damagedLines,
        });
      }
      const settled = await deliver(outgoingBatches(window.records), () => spool.holds(window.from));
      if (!settled) return;
      if (spool.holds(window.from)) spool.commit(window.next);
    }
  }

  const running = run().catch((error: unknown) => options.onFailed(error));

  return {
    wake() {
      woken = true;
      wake();
    },
    get cloud() {
      return cloud;
    },
    async stop(graceMs) {
      stopping.abort();
      wake();
      const over = setTimeout(() => giveUp.abort(), graceMs);
      await running;
      clearTimeout(over);
    },
  };
}

const noOutcome: Outcome = { kind: 'later', reason: 'no answer', afterMs: 0 };
