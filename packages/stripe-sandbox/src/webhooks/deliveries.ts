import { type SandboxClock } from '../clock';
import { type SandboxDatabase } from '../state/database';
import { type Store } from '../state/store';
import { type Faults } from './faults';
import { createAgents, post } from './post';
import { signatureOf } from './signature';

/** Waits between attempts, in minutes, as Stripe spreads them over three days. */
const backoffMinutes = [1, 5, 30, 120, 300, 600, 1200, 2160];

/** How many deliveries are read from the database at once. */
const readAtOnce = 64;

export interface Delivery {
  readonly seq: number;
  /** What the order of sending follows. */
  readonly position: number;
  readonly event: string;
  readonly endpoint: string;
  readonly state: 'delivered' | 'dropped' | 'failed' | 'pending';
  /** Epoch milliseconds of the next attempt. */
  readonly dueAt: number;
  readonly attempts: number;
  readonly status: number | null;
  readonly error: string | null;
}

export interface DeliverOptions {
  /** Also what is delayed or waits for another attempt; each is then tried once. */
  readonly early?: boolean;
  /** How many are under way at once; default 1, which keeps their order. */
  readonly concurrency?: number;
}

export interface Deliveries {
  /** Plans an event's way to one endpoint, with what the switches do to it. */
  plan(event: string, endpoint: string): void;
  /** Sends an event to its endpoints again, whatever became of it before. */
  resend(event: string): void;
  /** Sends what is due until nothing is. */
  deliver(options?: DeliverOptions): Promise<void>;
  /** Sends nothing more, and resolves when nothing is under way. */
  stop(): Promise<void>;
  ofEvent(event: string): Delivery[];
}

const columns = 'seq, position, event, endpoint, state, due_at AS dueAt, attempts, status, error';

export function createDeliveries({
  database,
  store,
  clock,
  faults,
}: {
  database: SandboxDatabase;
  store: Store;
  clock: SandboxClock;
  faults: Faults;
}): Deliveries {
  const add = database.prepare(
    'INSERT INTO deliveries (position, event, endpoint, state, due_at) VALUES (?, ?, ?, ?, ?)',
  );
  const last = database.prepare<[], { seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM deliveries');
  const due = database.prepare<[number, number, number, number], Delivery>(
    `SELECT ${columns} FROM deliveries
     WHERE state = 'pending' AND due_at <= ? AND (position, seq) > (?, ?)
     ORDER BY position, seq LIMIT ?`,
  );
  const agents = createAgents();
  const settle = database.prepare(
    'UPDATE deliveries SET state = ?, due_at = ?, attempts = attempts + 1, status = ?, error = ? WHERE seq = ?',
  );

  function queue(event: string, endpoint: string, { state = 'pending', delay = 0, overtaken = 0 } = {}) {
    const position = (last.get()?.seq ?? 0) + 1 + overtaken;
    add.run(position, event, endpoint, state, clock.now() + delay);
  }

  async function send(delivery: Delivery): Promise<void> {
    const endpoint = store.find('webhook_endpoint', delivery.endpoint);
    const event = store.find('event', delivery.event);
    if (!endpoint || !event) return void settle.run('failed', 0, null, 'The endpoint is gone', delivery.seq);
    const payload = JSON.stringify(event, null, 2);
    const { secret } = store.internal('webhook_endpoint', endpoint.id);
    const { status, error } = await post(
      endpoint.url,
      payload,
      signatureOf(payload, secret, clock.base()),
      agents,
    );
    const wait = backoffMinutes[delivery.attempts];
    const ended = status !== null && status >= 200 && status < 300;
    const state = ended ? 'delivered' : wait === undefined ? 'failed' : 'pending';
    settle.run(state, clock.now() + (wait ?? 0) * 60_000, status, error, delivery.seq);
  }

  let closed = false;

  async function flush({ early = false, concurrency = 1 }: DeliverOptions = {}): Promise<void> {
    const underWay = new Set<number>();
    let past = { position: -1, seq: -1 };
    let waiting: Delivery[] = [];
    const take = () => {
      if (closed) return undefined;
      if (waiting.length === 0) {
        const until = early ? Number.MAX_SAFE_INTEGER : clock.now();
        waiting = due
          .all(until, past.position, past.seq, underWay.size + readAtOnce)
          .filter(({ seq }) => !underWay.has(seq));
      }
      const next = waiting.shift();
      // What is sent early is tried once; else a failed one is due again only later.
      if (early && next) past = next;
      return next;
    };
    const work = async () => {
      for (let next = take(); next; next = take()) {
        underWay.add(next.seq);
        await send(next);
        underWay.delete(next.seq);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  let running: Promise<void> = Promise.resolve();
  /** One flush after the other, so that whoever waits for one has waited for those before it. */
  function deliver(options?: DeliverOptions): Promise<void> {
    running = running.then(() => flush(options));
    return running;
  }

  return {
    plan(event, endpoint) {
      const { dropped, repeated, delay, overtaken } = faults.delivery();
      queue(event, endpoint, { state: dropped ? 'dropped' : 'pending', delay, overtaken });
      if (repeated && !dropped) queue(event, endpoint, { delay, overtaken: overtaken + 3 });
    },
    resend(event) {
      for (const { endpoint } of database
        .prepare<[string], { endpoint: string }>('SELECT DISTINCT endpoint FROM deliveries WHERE event = ?')
        .all(event)) {
        queue(event, endpoint);
      }
    },
    deliver,
    async stop() {
      closed = true;
      await running;
      agents.close();
    },
    ofEvent: event =>
      database
        .prepare<[string], Delivery>(`SELECT ${columns} FROM deliveries WHERE event = ? ORDER BY seq`)
        .all(event),
  };
}
