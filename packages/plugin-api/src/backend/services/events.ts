import type { Knex } from 'knex';
import type { EventType } from '../../contract/event';

export interface EventMeta {
  readonly id: string;
  readonly key: string;
  readonly publishedAt: number;
  readonly attempt: number;
}

export interface EventsService {
  /**
   * Writes the event into the outbox. With `trx` it is published with that transaction or not at all.
   * @param key events of one key arrive in order.
   */
  publish<P>(
    event: EventType<P>,
    payload: P,
    options: { readonly key: string; readonly trx?: Knex.Transaction },
  ): Promise<void>;
  /**
   * Handlers may see an event again after a crash, so they must be idempotent. One that throws is retried with backoff.
   * @param subscriber unique within the plugin; its position is kept under this name.
   */
  subscribe<P>(
    event: EventType<P>,
    subscriber: string,
    handle: (payload: P, meta: EventMeta) => Promise<void>,
  ): void;
  /** Resolves when everything published before the call was handled. For tests and orderly shutdown. */
  drained(): Promise<void>;
}
