import { type DeliverOptions } from './webhooks/deliveries';
import { type Faults } from './webhooks/faults';

export interface WebhookTarget {
  readonly url: string;
  /** What its signatures are made with: `whsec_…`. */
  readonly secret: string;
  /** Receives the events of connected accounts in place of the platform's. */
  readonly connect?: boolean;
}

export interface StripeSandboxOptions {
  /** Where its state is kept; `:memory:` forgets it at the end. */
  readonly databaseFile: string;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  /** Address under which browsers reach the hosted pages; default its own. */
  readonly publicUrl?: string;
  /** Epoch milliseconds; default the machine's clock. What {@link StripeSandbox.advance} adds comes on top. */
  readonly clock?: () => number;
  /** Default: one that follows from the seed. */
  readonly secretKey?: string;
  readonly webhooks: readonly WebhookTarget[];
  /** Ids, keys and faults follow from it; default 1. */
  readonly seed?: number;
  /** Whether events are sent as they happen, or when {@link StripeSandbox.deliver} is called; default automatic. */
  readonly delivery?: 'automatic' | 'manual';
  /** Tax by country in basis points; default a table of some countries. */
  readonly taxRates?: Readonly<Record<string, number>>;
}

export interface StripeSandbox {
  readonly url: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** For `new Stripe(secretKey, clientConfig)`. */
  readonly clientConfig: { readonly host: string; readonly port: number; readonly protocol: 'http' };
  readonly faults: Faults;
  /** Epoch milliseconds, with what was advanced. */
  now(): number;
  /**
   * Moves time forward, by milliseconds or to a date, and does what becomes due on the way: renewals, retries,
   * expiries, bank debits, payouts.
   */
  advance(by: number | Date): void;
  /** Sends the events that are due, and waits until all are sent. */
  deliver(options?: DeliverOptions): Promise<void>;
  /** Sends an event again. */
  resend(event: string): void;
  close(): Promise<void>;
}
