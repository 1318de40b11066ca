import type { Clock, Logger } from '@netcrab/plugin-api/backend';
import type { EventHandler, EventHandlers, EventOutcome } from './eventHandlers';
import type { AttemptOutcome, DatabaseInboxStore, InboxEvent } from './inboxStore';

/** Tried again after 15 s, 30 s, 1 min … at most an hour; after the last it waits for a replay. */
const mostAttempts = 12;
const firstWaitMs = 15_000;
const longestWaitMs = 3_600_000;
const roundEvents = 200;
/** Objects converged at the same time: most of the time is waiting for Stripe. */
const atOnce = 4;
const longestError = 1_000;

export interface WebhookWorker {
  /** Begins what is due, unless that is being done; does not wait. */
  wake(): void;
  /** Processes everything that is due, and waits for it. */
  drain(): Promise<{ readonly processed: number; readonly failed: number }>;
  /** Waits for what was begun. */
  settled(): Promise<void>;
}

const waitAfter = (attempts: number) => Math.min(longestWaitMs, firstWaitMs * 2 ** (attempts - 1));

/** Events about the same object that are handled alike: one fresh look serves all that came before it. */
interface Group {
  readonly handler: EventHandler | undefined;
  readonly objectId: string | null;
  readonly events: InboxEvent[];
}

function groupsOf(events: readonly InboxEvent[], handlers: EventHandlers): Group[] {
  const groups: Group[] = [];
  const byHandler = new Map<EventHandler | undefined, Map<string | null, Group>>();
  for (const event of events) {
    const { objectId } = event;
    const handler = handlers[event.type];
    const byObject = byHandler.get(handler) ?? new Map<string | null, Group>();
    byHandler.set(handler, byObject);
    const group = byObject.get(objectId) ?? { handler, objectId, events: [] };
    if (group.events.length === 0) groups.push(group);
    byObject.set(objectId, group);
    group.events.push(event);
  }
  return groups;
}

/** Processes the inbox. Events that fail wait longer each time, and stay visible when they are given up. */
export function createWebhookWorker({
  inbox,
  handlers,
  clock,
  logger,
}: {
  readonly inbox: DatabaseInboxStore;
  readonly handlers: EventHandlers;
  readonly clock: Clock;
  readonly logger: Logger;
}): WebhookWorker {
  let running: Promise<{ processed: number; failed: number }> | undefined;
  let again = false;

  function failure(event: InboxEvent, cause: unknown): AttemptOutcome {
    const attempts = event.attempts + 1;
    const error = (cause instanceof Error ? cause.message : String(cause)).slice(0, longestError);
    const what = { event: event.id, type: event.type, attempts, error: cause };
    if (attempts >= mostAttempts) {
      logger.error(what, 'A webhook event failed for good; replay it when the cause is gone');
      return { state: 'failed', attempts, error, processedAt: null, nextAttemptAt: null };
    }
    logger.warn(what, 'A webhook event failed and is tried again');
    const nextAttemptAt = clock.now() + waitAfter(attempts);
    return { state: 'received', attempts, error, processedAt: null, nextAttemptAt };
  }

  async function process({ handler, objectId, events }: Group): Promise<boolean> {
    let state: EventOutcome | undefined;
    let cause: unknown;
    try {
      const [first] = events;
      state = handler && first && objectId !== null ? await handler({ ...first, objectId }) : 'ignored';
    } catch (error) {
      cause = error;
    }
    for (const event of events) {
      await inbox.setOutcome(
        event.id,
        state === undefined
          ? failure(event, cause)
          : {
              state,
              attempts: event.attempts + 1,
              error: null,
              processedAt: clock.now(),
              nextAttemptAt: null,
            },
      );
    }
    return state !== undefined;
  }

  async function run(): Promise<{ processed: number; failed: number }> {
    const total = { processed: 0, failed: 0 };
    for (;;) {
      again = false;
      const events = await inbox.due(clock.now(), roundEvents);
      const groups = groupsOf(events, handlers)[Symbol.iterator]();
      const lane = async () => {
        for (const group of groups)
          total[(await process(group)) ? 'processed' : 'failed'] += group.events.length;
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      // What came while the last round ran is due too.
      if (events.length === 0 && !again) return total;
    }
  }

  const drain = () =>
    (running ??= run().finally(() => {
      running = undefined;
      if (again) wake();
    }));

  function wake(): void {
    again = true;
    drain().catch((error: unknown) => logger.error({ error }, 'The webhook inbox could not be processed'));
  }

  return {
    drain,
    wake,
    async settled() {
      while (running) await running.catch(() => undefined);
    },
  };
}
