import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { webhookEventStates, type StripeMode, type WebhookEventState } from '../../contract';
import type { WebhookEndpoint } from '../stripe/access';

/** An event of Stripe, without its content: what it is about is fetched afresh. Times in epoch ms. */
export interface InboxEvent {
  readonly id: string;
  readonly mode: StripeMode;
  readonly endpoint: WebhookEndpoint;
  /** The connected account it came from. */
  readonly account: string | null;
  readonly type: string;
  readonly objectId: string | null;
  readonly source: 'webhook' | 'poller';
  readonly state: WebhookEventState;
  readonly attempts: number;
  readonly error: string | null;
  readonly happenedAt: number;
  readonly receivedAt: number;
  readonly processedAt: number | null;
  readonly nextAttemptAt: number | null;
}

interface Row {
  event_id: string;
  stripe_mode: StripeMode;
  endpoint: WebhookEndpoint;
  account: string | null;
  type: string;
  object_id: string | null;
  source: InboxEvent['source'];
  state: WebhookEventState;
  attempts: number;
  error: string | null;
  happened_at: number;
  received_at: number;
  processed_at: number | null;
  next_attempt_at: number | null;
}

const toEvent = (row: Row): InboxEvent => ({
  id: row.event_id,
  mode: row.stripe_mode,
  endpoint: row.endpoint,
  account: row.account,
  type: row.type,
  objectId: row.object_id,
  source: row.source,
  state: row.state,
  attempts: row.attempts,
  error: row.error,
  happenedAt: row.happened_at,
  receivedAt: row.received_at,
  processedAt: row.processed_at,
  nextAttemptAt: row.next_attempt_at,
});

export type NewEvent = Pick<
  InboxEvent,
  'id' | 'mode' | 'endpoint' | 'account' | 'type' | 'objectId' | 'source' | 'happenedAt' | 'receivedAt'
>;

export interface AttemptOutcome {
  readonly state: WebhookEventState;
  readonly attempts: number;
  readonly error: string | null;
  readonly processedAt: number | null;
  readonly nextAttemptAt: number | null;
}

const table = 'stripe_webhook_events';
const idsAtOnce = 500;

/** `stripe_webhook_events` and how far the poller has listed them. */
export class DatabaseInboxStore {
  constructor(
    private readonly database: Pick<DatabaseService, 'knex'>,
    private readonly mode: StripeMode,
  ) {}

  /** Keeps each event once. Answers those that are new. */
  async keep(events: readonly NewEvent[]): Promise<Set<string>> {
    if (events.length === 0) return new Set();
    const rows = await this.database
      .knex<Row>(table)
      .insert(
        events.map(event => ({
          event_id: event.id,
          stripe_mode: event.mode,
          endpoint: event.endpoint,
          account: event.account,
          type: event.type,
          object_id: event.objectId,
          source: event.source,
          state: 'received' as const,
          attempts: 0,
          happened_at: event.happenedAt,
          received_at: event.receivedAt,
          next_attempt_at: event.receivedAt,
        })),
      )
      .onConflict('event_id')
      .ignore()
      .returning('event_id');
    return new Set(rows.map(row => row.event_id));
  }

  /** Whose turn has come, the oldest first. */
  async due(now: number, limit: number): Promise<InboxEvent[]> {
    const rows = await this.database
      .knex<Row>(table)
      .where({ state: 'received', stripe_mode: this.mode })
      .where('next_attempt_at', '<=', now)
      .orderBy(['next_attempt_at', 'happened_at', 'event_id'])
      .limit(limit);
    return rows.map(toEvent);
  }

  async find(id: string): Promise<InboxEvent | null> {
    const row = await this.database.knex<Row>(table).where({ event_id: id }).first();
    return row ? toEvent(row) : null;
  }

  async setOutcome(id: string, outcome: AttemptOutcome, trx?: Knex.Transaction): Promise<void> {
    await (trx ?? this.database.knex)<Row>(table).where({ event_id: id }).update({
      state: outcome.state,
      attempts: outcome.attempts,
      error: outcome.error,
      processed_at: outcome.processedAt,
      next_attempt_at: outcome.nextAttemptAt,
    });
  }

  /** What came of a round: one try more each. */
  async setHandled(ids: readonly string[], state: 'processed' | 'ignored', at: number): Promise<void> {
    const { knex } = this.database;
    for (let from = 0; from < ids.length; from += idsAtOnce)
      await knex<Row>(table)
        .whereIn('event_id', ids.slice(from, from + idsAtOnce))
        .update({
          state,
          attempts: knex.raw('?? + 1', ['attempts']),
          error: null,
          processed_at: at,
          next_attempt_at: null,
        });
  }

  /** Newest first. */
  async search(
    filter: { readonly state?: WebhookEventState; readonly type?: string },
    limit: number,
    offset: number,
  ): Promise<{ found: InboxEvent[]; total: number }> {
    const matching = () => {
      const query = this.database.knex<Row>(table);
      if (filter.state !== undefined) void query.where({ state: filter.state });
      if (filter.type !== undefined) void query.where({ type: filter.type });
      return query;
    };
    const rows = await matching()
      .orderBy('received_at', 'desc')
      .orderBy('event_id')
      .limit(limit)
      .offset(offset);
    const counted = await matching().count({ total: '*' }).first<{ total: number }>();
    return { found: rows.map(toEvent), total: Number(counted.total) };
  }

  async counts(): Promise<Record<WebhookEventState, number>> {
    const rows: Array<{ state: WebhookEventState; events: number }> = await this.database
      .knex(table)
      .groupBy('state')
      .select('state')
      .count({ events: '*' });
    const counts = Object.fromEntries(webhookEventStates.map(state => [state, 0])) as Record<
      WebhookEventState,
      number
    >;
    for (const { state, events } of rows) counts[state] = Number(events);
    return counts;
  }

  /** Epoch ms: Stripe was asked for every event before it. */
  async listedUntil(): Promise<number | null> {
    const row = await this.database
      .knex('stripe_poll_cursors')
      .where({ stripe_mode: this.mode })
      .first<{ listed_until: number } | undefined>();
    return row?.listed_until ?? null;
  }

  async setListedUntil(at: number): Promise<void> {
    await this.database
      .knex('stripe_poll_cursors')
      .insert({ stripe_mode: this.mode, listed_until: at })
      .onConflict('stripe_mode')
      .merge();
  }
}
