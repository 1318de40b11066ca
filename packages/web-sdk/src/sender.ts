import type { Loss, Queue } from './queue';
import type { Outcome, Transport } from './transport';
import type { WebEvent } from './wireEvent';

export interface Sender {
  push(event: WebEvent): void;
  /** Events that were not handed on yet. */
  unsent(): readonly WebEvent[];
  /** Resolves when all is sent or must wait. */
  flush(): Promise<void>;
  /** The page goes away, maybe for good. */
  leave(): void;
  /** Tries again before its time. */
  resume(): void;
  /** Sends no more; what is left is kept for the next page, or deleted. */
  stop(erase: boolean): Promise<void>;
}

export interface SenderParts {
  readonly transport: Transport;
  readonly queue: Queue;
  readonly lose: (loss: Loss, count: number) => void;
  /** The key does not work from here. */
  readonly onBarred: () => void;
}

export const batchEvents = 10;
/** Between the batches of a page that sends all the time. */
export const batchMs = 5_000;
/** Until the batch of a page that sent few lately, so that whoever watches sees what happens. */
export const soonMs = 250;
/** A page may be so far ahead of its steady pace: five minutes' worth of batches goes soon. */
export const aheadMs = 60 * batchMs;
/** Of a backlog, and of what gathered while a batch was under way. */
const backlogEvents = 100;
/** Chance adds as much again, so that pages refused together do not come back together. */
const firstPauseMs = 500;
const longestPauseMs = 150_000;

/**
 * Batches of 10 events or 5 seconds, and of a quarter of a second while few of those were sent lately; what cannot be sent waits in
 * the queue, with growing pauses between the tries.
 */
export function createSender({ transport, queue, lose, onBarred }: SenderParts): Sender {
  const buffer: WebEvent[] = [];
  let underWay: readonly WebEvent[] = [];
  /** Whether they have left the page, and only the answer is missing. */
  let gone = false;
  /** Whether the queue may hold some, as it may from pages before. */
  let backlog = true;
  let stopped = false;
  let failures = 0;
  /** When the next batch is due at the steady pace (epoch ms); in the past while few were sent. */
  let steady = 0;
  let due: ReturnType<typeof setTimeout> | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let pumping: Promise<void> | undefined;

  const takeAll = () => buffer.splice(0);
  const keep = async (events: readonly WebEvent[]) => {
    if (!events.length) return;
    backlog = true;
    await queue.add(events);
    // The queue may have been found empty meanwhile.
    backlog = true;
  };

  function wait(atLeastMs: number): void {
    const growing = Math.min(firstPauseMs * 2 ** failures++, longestPauseMs);
    clearTimeout(pause);
    const chance = Math.random();
    // Never before it was asked to.
    pause = setTimeout(resume, Math.max(growing * (1 + chance), atLeastMs * (1 + chance / 10)));
  }

  async function settle(outcome: Outcome, events: readonly WebEvent[]): Promise<void> {
    if (outcome === 'withdrawn') return;
    if (outcome === 'taken' || outcome === 'refused') {
      failures = 0;
      if (outcome === 'refused') lose('refused', events.length);
      // Also of what the page wrote down while it was under way, and of what it had written before.
      if (backlog) await queue.remove(events);
      return;
    }
    if (outcome === 'barred') {
      stopped = true;
      onBarred();
    } else wait(outcome);
    await keep(events);
  }

  async function sendSome(): Promise<boolean> {
    underWay = buffer.splice(0, backlogEvents);
    if (!underWay.length && backlog) {
      underWay = await queue.first(backlogEvents);
      backlog = !!underWay.length;
    }
    const events = underWay;
    gone = false;
    const goes = () => (gone = underWay === events);
    if (events.length) await settle(await transport.send(events, !failures, goes), events);
    underWay = [];
    return !!events.length;
  }

  async function run(): Promise<void> {
    clearTimeout(due);
    due = undefined;
    const now = Date.now();
    steady = Math.min(Math.max(steady, now - aheadMs), now) + batchMs;
    // Only a hint: some systems say so wrongly, so it costs a pause, not the way.
    if (!failures && navigator.onLine === false) wait(0);
    while (!stopped && !pause && (await sendSome()));
    await keep(takeAll());
  }

  const pump = (): Promise<void> =>
    (pumping ??= run().finally(() => {
      pumping = undefined;
      if (buffer.length) schedule();
    }));

  function sendDue(): void {
    // Also where a batch is still under way: the next event needs a timer of its own.
    due = undefined;
    void pump();
  }

  function schedule(): void {
    if (buffer.length >= batchEvents) void pump();
    else due ??= setTimeout(sendDue, Math.min(Math.max(steady - Date.now(), soonMs), batchMs));
  }

  function resume(): void {
    clearTimeout(pause);
    pause = undefined;
    void pump();
  }

  const sender: Sender = {
    unsent: () => buffer,
    push(event) {
      buffer.push(event);
      schedule();
    },
    async flush() {
      await pumping;
      await pump();
    },
    resume,
    leave() {
      // What is still being packed would come too late.
      const unanswered = gone ? underWay : [];
      const events = gone ? takeAll() : [...underWay, ...takeAll()];
      underWay = unanswered;
      const sent = events.length && !stopped && !pause ? transport.sendLeaving(events) : null;
      // The next page may have to send what has no answer yet, and what is likely to get none, as others already wait;
      // ids that are known are not counted twice.
      void keep(sent && !backlog ? unanswered : [...unanswered, ...events]);
      void sent?.then(outcome => settle(outcome, events));
    },
    async stop(erase) {
      stopped = true;
      clearTimeout(pause);
      if (erase) takeAll();
      await sender.flush();
      for (let left; erase && (left = await queue.first(backlogEvents)).length;) await queue.remove(left);
    },
  };
  return sender;
}
