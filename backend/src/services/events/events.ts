import type {
  Clock,
  DatabaseService,
  EventMeta,
  EventsService,
  EventType,
  Ids,
  Logger,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { claimMs, DatabaseDeliveryStore, type DeadLetter, type Delivery } from './deliveryStore';

export interface Events {
  forPlugin(pluginId: string): EventsService;
  /** Begins delivery; call when all plugins have subscribed. */
  start(): Promise<void>;
  /** Takes no new deliveries and waits for the handlers that run. */
  stop(): Promise<void>;
  /** What was given up after the last attempt, newest first. */
  deadLetters(limit?: number): Promise<DeadLetter[]>;
  /** Delivers a dead letter again. */
  retry(subscriber: string, seq: number): Promise<boolean>;
}

export interface EventsDependencies {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly instanceId: string;
}

const atOnce = 16;
const hourMs = 3_600_000;
/** 1 s, 2 s, 4 s … at most an hour: the twentieth attempt is about ten hours after the first. */
const backoffMs = (attempts: number) => Math.min(1_000 * 2 ** attempts, hourMs);
const lastAttempt = 20;
const keepDeliveredMs = 7 * 24 * hourMs;
const keepWaitingMs = 30 * 24 * hourMs;
/** Publishing wakes delivery in its own process; only other instances' events must be looked for. */
const pollMs = { sqlite: 60_000, pg: 2_000 } as const;

/** Delivers through the database, each event to each subscriber at least once and in order per key. */
export function createEvents({ database, clock, ids, logger, instanceId }: EventsDependencies): Events {
  const store = new DatabaseDeliveryStore(database, clock, instanceId);
  const handlers = new Map<
    string,
    { event: EventType<unknown>; handle: (payload: unknown, meta: EventMeta) => Promise<void> }
  >();
  const running = new Map<string, Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let wakeTimer: NodeJS.Timeout | undefined;
  let started = false;
  let pumping: Promise<void> | undefined;
  let again = false;

  const subscribers = () => [...handlers.keys()];

  async function deliver(delivery: Delivery): Promise<void> {
    const handler = handlers.get(delivery.subscriber);
    if (!handler || !(await store.claim(delivery))) return;
    const meta: EventMeta = {
      id: delivery.id,
      key: delivery.event_key,
      publishedAt: delivery.published_at,
      attempt: delivery.attempts + 1,
    };
    try {
      await handler.handle(handler.event.payload.parse(JSON.parse(delivery.payload)), meta);
      await store.delivered(delivery);
    } catch (error) {
      const nextAt = meta.attempt < lastAttempt ? clock.now() + backoffMs(delivery.attempts) : null;
      const fields = { subscriber: delivery.subscriber, event: delivery.type, ...meta, error };
      if (nextAt === null) logger.error(fields, 'An event was given up after its last attempt');
      else logger.warn(fields, 'An event handler failed; it is tried again');
      await store.failed(delivery, error instanceof Error ? error.message : String(error), nextAt);
    }
  }

  /** Starts what is due and fits; every delivery that ends looks again. */
  async function pump(): Promise<void> {
    do {
      again = false;
      if (!started || handlers.size === 0 || running.size >= atOnce) return;
      const found = await store.due(subscribers(), atOnce * 2);
      for (const delivery of found) {
        const name = `${delivery.subscriber} ${delivery.event_key}`;
        if (running.size >= atOnce || running.has(name)) continue;
        const work = deliver(delivery)
          .catch(error =>
            logger.error(
              { error, subscriber: delivery.subscriber },
              'The state of a delivery could not be kept',
            ),
          )
          .then(() => {
            running.delete(name);
            return wake();
          });
        running.set(name, work);
      }
    } while (again);
    await planNext();
  }

  function wake(): void {
    again = true;
    if (!started || pumping) return;
    pumping = pump()
      .catch(error => logger.error({ error }, 'Events could not be delivered; trying again at the next poll'))
      .finally(() => {
        pumping = undefined;
        if (again && started) wake();
      });
  }

  /** One timer for the next retry; nothing runs while nothing waits. */
  async function planNext(): Promise<void> {
    clearTimeout(wakeTimer);
    const at = running.size > 0 ? null : await store.nextDueAt(subscribers());
    if (at === null || !started) return;
    wakeTimer = setTimeout(wake, Math.min(Math.max(at - clock.now(), 50), hourMs));
    wakeTimer.unref();
  }

  const every = (ms: number, work: () => void) => timers.add(setInterval(work, ms).unref());

  async function publish(
    event: EventType<unknown>,
    payload: unknown,
    key: string,
    trx?: Knex.Transaction,
  ): Promise<void> {
    const fresh = {
      id: ids.uuid(),
      type: event.id,
      key,
      payload: JSON.stringify(event.payload.parse(payload)),
    };
    if (!trx) {
      await database.transaction(own => store.publish(fresh, own));
      return wake();
    }
    await store.publish(fresh, trx);
    // Resolves when the publisher's transaction ends, which is after this call.
    trx.executionPromise?.then(wake, () => undefined);
  }

  async function drained(): Promise<void> {
    for (;;) {
      wake();
      await pumping;
      if (running.size > 0) {
        await Promise.all(running.values());
        continue;
      }
      if (!started || (await store.due(subscribers(), 1)).length === 0) return;
    }
  }

  return {
    forPlugin: pluginId => ({
      publish: (event, payload, { key, trx }) => publish(event as EventType<unknown>, payload, key, trx),
      subscribe(event, subscriber, handle) {
        const name = `${pluginId}.${subscriber}`;
        if (handlers.has(name))
          throw new Error(`"${name}" subscribes already; give each subscription a name of its own.`);
        handlers.set(name, {
          event: event as EventType<unknown>,
          handle: handle as (payload: unknown, meta: EventMeta) => Promise<void>,
        });
        if (started)
          void store
            .register([{ subscriber: name, type: event.id }])
            .then(wake, error =>
              logger.error({ error, subscriber: name }, 'A subscription could not be kept'),
            );
      },
      drained,
    }),
    async start() {
      await store.releaseAbandoned();
      await store.register([...handlers].map(([subscriber, { event }]) => ({ subscriber, type: event.id })));
      started = true;
      const forget = () =>
        store
          .forget(clock.now() - keepDeliveredMs, clock.now() - keepWaitingMs)
          .catch(error => logger.warn({ error }, 'Old events could not be removed'));
      every(pollMs[database.dialect], wake);
      every(hourMs, () => void forget());
      every(claimMs / 3, () => {
        if (running.size > 0)
          store.renew().catch(error => logger.warn({ error }, 'Claims could not be renewed'));
      });
      await forget();
      wake();
    },
    async stop() {
      started = false;
      for (const timer of timers) clearInterval(timer);
      clearTimeout(wakeTimer);
      await pumping;
      await Promise.all(running.values());
    },
    deadLetters: (limit = 100) => store.deadLetters(limit),
    async retry(subscriber, seq) {
      const revived = await store.revive(subscriber, seq);
      if (revived) wake();
      return revived;
    },
  };
}
