import type { Clock, DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

/** An event on its way to one subscriber. */
export interface Delivery {
  readonly subscriber: string;
  readonly seq: number;
  readonly attempts: number;
  readonly id: string;
  readonly type: string;
  readonly event_key: string;
  readonly payload: string;
  readonly published_at: number;
}

export interface DeadLetter {
  readonly subscriber: string;
  readonly seq: number;
  readonly attempts: number;
  readonly error: string | null;
  readonly type: string;
  readonly key: string;
  readonly publishedAt: number;
}

export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly payload: string;
}

/** How long an instance may hold a delivery without renewing. */
export const claimMs = 60_000;
const table = 'core_event_deliveries';

/**
 * A published event is written once into `core_outbox`, and once per known subscriber into `core_event_deliveries`, in
 * the publisher's transaction. So delivery needs no position in the outbox, which on Postgres could skip an event whose
 * transaction commits after that of a later one.
 */
export class DatabaseDeliveryStore {
  constructor(
    private readonly database: DatabaseService,
    private readonly clock: Clock,
    private readonly instanceId: string,
  ) {}

  async publish(event: NewEvent, trx: Knex.Transaction): Promise<void> {
    // Against `register`, which must see this event or be seen by it.
    if (this.database.dialect === 'pg')
      await trx.raw(`select pg_advisory_xact_lock_shared(hashtext('netcrab.events'))`);
    await trx('core_outbox').insert({
      id: event.id,
      type: event.type,
      event_key: event.key,
      payload: event.payload,
      published_at: this.clock.now(),
    });
    await trx.raw(
      `insert into ${table} (subscriber, seq, event_key)
       select s.subscriber, o.seq, o.event_key from core_outbox o join core_event_subscriptions s on s.type = o.type
       where o.id = ?`,
      [event.id],
    );
  }

  /** A subscriber seen for the first time gets the retained events too: it may have started after the publisher. */
  async register(subscriptions: ReadonlyArray<{ subscriber: string; type: string }>): Promise<void> {
    const known = new Set(
      (await this.database.knex('core_event_subscriptions').select('subscriber', 'type')).map(nameOf),
    );
    const fresh = subscriptions.filter(one => !known.has(nameOf(one)));
    if (fresh.length === 0) return;
    await this.database.transaction(async trx => {
      if (this.database.dialect === 'pg')
        await trx.raw(`select pg_advisory_xact_lock(hashtext('netcrab.events'))`);
      for (const { subscriber, type } of fresh) {
        if (await trx('core_event_subscriptions').where({ subscriber, type }).first()) continue;
        await trx('core_event_subscriptions').insert({ subscriber, type, since: this.clock.now() });
        await trx.raw(
          `insert into ${table} (subscriber, seq, event_key) select ?, seq, event_key from core_outbox where type = ?`,
          [subscriber, type],
        );
      }
    });
  }

  /** The oldest delivery of each key that is due and nobody's; the later ones of its key wait for it. */
  async due(subscribers: readonly string[], limit: number): Promise<Delivery[]> {
    const now = this.clock.now();
    return this.database
      .knex(`${table} as d`)
      .join('core_outbox as o', 'o.seq', 'd.seq')
      .select(
        'd.subscriber',
        'd.seq',
        'd.attempts',
        'o.id',
        'o.type',
        'o.event_key',
        'o.payload',
        'o.published_at',
      )
      .where('d.state', 'pending')
      .whereIn('d.subscriber', [...subscribers])
      .where('d.next_at', '<=', now)
      .where('d.claimed_until', '<=', now)
      .whereNotExists(earlier =>
        earlier
          .select(this.database.knex.raw('1'))
          .from(`${table} as e`)
          .whereRaw(
            `e.subscriber = d.subscriber and e.event_key = d.event_key and e.state = 'pending' and e.seq < d.seq`,
          ),
      )
      .orderBy('d.seq')
      .limit(limit);
  }

  async claim({ subscriber, seq }: Delivery): Promise<boolean> {
    const now = this.clock.now();
    const claimed = await this.database
      .knex(table)
      .where({ subscriber, seq, state: 'pending' })
      .where('claimed_until', '<=', now)
      .update({ claimed_until: now + claimMs, claimed_by: this.instanceId });
    return claimed === 1;
  }

  /** Keeps what this instance is handling. */
  async renew(): Promise<void> {
    await this.database
      .knex(table)
      .where({ claimed_by: this.instanceId })
      .update({ claimed_until: this.clock.now() + claimMs });
  }

  async delivered({ subscriber, seq }: Delivery): Promise<void> {
    await this.database.knex(table).where({ subscriber, seq }).delete();
  }

  async failed({ subscriber, seq, attempts }: Delivery, error: string, nextAt: number | null): Promise<void> {
    await this.database
      .knex(table)
      .where({ subscriber, seq })
      .update({
        attempts: attempts + 1,
        error,
        next_at: nextAt ?? 0,
        claimed_until: 0,
        claimed_by: null,
        state: nextAt === null ? 'dead' : 'pending',
      });
  }

  /** SQLite belongs to one process: what is claimed was by one that is gone. */
  async releaseAbandoned(): Promise<void> {
    if (this.database.dialect === 'sqlite')
      await this.database
        .knex(table)
        .whereNotNull('claimed_by')
        .update({ claimed_until: 0, claimed_by: null });
  }

  /** When something waits for its time next. */
  async nextDueAt(subscribers: readonly string[]): Promise<number | null> {
    const row = (await this.database
      .knex(table)
      .where({ state: 'pending' })
      .whereIn('subscriber', [...subscribers])
      .min({ at: 'next_at' })
      .first()) as { at: number | null } | undefined;
    return row?.at ?? null;
  }

  async deadLetters(limit: number): Promise<DeadLetter[]> {
    return this.database
      .knex(`${table} as d`)
      .join('core_outbox as o', 'o.seq', 'd.seq')
      .select('d.subscriber', 'd.seq', 'd.attempts', 'd.error', 'o.type', {
        key: 'o.event_key',
        publishedAt: 'o.published_at',
      })
      .where('d.state', 'dead')
      .orderBy('d.seq', 'desc')
      .limit(limit);
  }

  async revive(subscriber: string, seq: number): Promise<boolean> {
    const revived = await this.database
      .knex(table)
      .where({ subscriber, seq, state: 'dead' })
      .update({ state: 'pending', attempts: 0, next_at: 0 });
    return revived === 1;
  }

  /** Forgets events published before `deliveredBefore` that nobody waits for, and any before `anyBefore`. */
  async forget(deliveredBefore: number, anyBefore: number): Promise<void> {
    const { knex } = this.database;
    await knex(table)
      .whereIn('seq', knex('core_outbox').select('seq').where('published_at', '<', anyBefore))
      .delete();
    await knex('core_outbox')
      .where('published_at', '<', deliveredBefore)
      .whereNotExists(waiting =>
        waiting.select(knex.raw('1')).from(table).whereRaw(`${table}.seq = core_outbox.seq`),
      )
      .delete();
  }
}

const nameOf = ({ subscriber, type }: { subscriber: string; type: string }) => `${subscriber} ${type}`;
