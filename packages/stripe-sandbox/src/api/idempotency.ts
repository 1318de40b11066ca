import { type SandboxDatabase } from '../state/database';
import { StripeFailure } from './errors';

export interface Answer {
  readonly status: number;
  readonly body: object;
}

export interface IdempotencyKeys {
  /** The answer that was given to the same request before. @throws StripeFailure when the request was another. */
  answered(key: string, account: string, request: string): Answer | undefined;
  remember(key: string, account: string, request: string, answer: Answer): void;
}

/** Stripe forgets keys after a day. */
const lifetimeMs = 86_400_000;

/** @param now - epoch milliseconds. */
export function createIdempotencyKeys(database: SandboxDatabase, now: () => number): IdempotencyKeys {
  const select = database.prepare<[string, string], { request: string; status: number; answer: string }>(
    'SELECT request, status, answer FROM idempotency_keys WHERE key = ? AND account = ?',
  );
  const insert = database.prepare(
    'INSERT INTO idempotency_keys (key, account, request, status, answer, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const forget = database.prepare('DELETE FROM idempotency_keys WHERE at <= ?');
  return {
    answered(key, account, request) {
      forget.run(now() - lifetimeMs);
      const held = select.get(key, account);
      if (!held) return undefined;
      if (held.request !== request) {
        throw new StripeFailure(400, {
          type: 'idempotency_error',
          message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        });
      }
      return { status: held.status, body: JSON.parse(held.answer) as object };
    },
    remember: (key, account, request, { status, body }) =>
      void insert.run(key, account, request, status, JSON.stringify(body), now()),
  };
}
