import type { Clock, Logger } from '@netcrab/plugin-api/backend';
import type { EventHandler, EventHandlers, EventOutcome } from './eventHandlers';
import type { AttemptOutcome, DatabaseInboxStore, InboxEvent } from './inboxStore';
import type { Intake } from './intake';

/** Tried again after 15 s, 30 s, 1 min … at most an hour; after the last it waits for a replay. */
const mostAttempts = 12;
const firstWaitMs = 15_000;
const longestWaitMs = 3_600_000;
/** The more events of a burst are taken together, the fewer fetches they cost. */
const roundEvents = 5_000;
/** Objects converged at the same time: most of the time is waiting for Stripe. */
const atOnce = 8;
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
  const byHandler = new Map<EventHandler | undefined, Map<string, Group>>();
  for (const event of events) {
    const { account, objectId } = event;
    const handler = handlers[event.type];
    const byObject = byHandler.get(handler) ?? new Map<string, Group>();
    byHandler.set(handler, byObject);
    // Capabilities have the same ids in every account.
    const object = JSON.stringify([account, objectId]);
    const group = byObject.get(object) ?? { handler, objectId, events: [] };
    if (group.events.length === 0) groups.push(group);
    byObject.set(object, group);
    group.events.push(event);
  }
  return groups;
}

/** Processes the inbox. Events that fail wait longer each time, and stay visible when they are given up. */
export function createWebhookWorker({
  inbox,
  handlers,
  intake,
  clock,
  logger,
}: {
  readonly inbox: DatabaseInboxStore;
  /** For the events of one round. */
  readonly handlers: () => EventHandlers;
  readonly intake: Pick<Intake, 'quiet'>;
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

  /** Answers what came of it; null where it failed, which is written down. */
  async function process({ handler, objectId, events }: Group): Promise<EventOutcome | null> {
    try {
      const [first] = events;
      return handler && first && objectId !== null ? await handler({ ...first, objectId }) : 'ignored';
    } catch (error) {
      for (const event of events) await inbox.setOutcome(event.id, failure(event, error));
      return null;
    }
  }

  async function processRound(events: readonly InboxEvent[]): Promise<number> {
    const handled: Record<EventOutcome, string[]> = { processed: [], ignored: [] };
    const groups = groupsOf(events, handlers())[Symbol.iterator]();
    const lane = async () => {
      for (const group of groups) {
        await intake.quiet();
        const outcome = await process(group);
        if (outcome) handled[outcome].push(...group.events.map(event => event.id));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const { processed, ignored } = handled;
    await inbox.setHandled(processed, 'processed', clock.now());
    await inbox.setHandled(ignored, 'ignored', clock.now());
    return processed.length + ignored.length;
  }

  async function run(): Promise<{ processed: number; failed: number }> {
    const total = { processed: 0, failed: 0 };
    for (;;) {
      again = false;
      const events = await inbox.due(clock.now(), roundEvents);
      const processed = await processRound(events);
      total.processed += processed;
      total.failed += events.length - processed;
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
