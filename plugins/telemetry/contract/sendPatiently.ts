import { ApiError } from '@netcrab/plugin-api/contract';

export interface Patience {
  readonly signal?: AbortSignal;
  /** From the first refusal on; then the last one is thrown. */
  readonly giveUpAfterMs?: number;
  /** Waits; tests give one that does not. */
  readonly pause?: (ms: number) => Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

const mayPass = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 429 || error.status === 503 || error.code === 'network_error');

const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/**
 * For senders of batches: calls again, with growing pauses, while the portal asks to wait (429, 503) or does not answer.
 * Nothing refused that way was taken, and what was taken is recognised when it comes again.
 * @throws ApiError the last refusal, when patience is at its end; any other at once.
 */
export async function sendPatiently<T>(send: () => Promise<T>, patience: Patience = {}): Promise<T> {
  const { signal, giveUpAfterMs = 120_000, pause = wait } = patience;
  let waited = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await send();
    } catch (error) {
      signal?.throwIfAborted();
      if (!mayPass(error) || waited >= giveUpAfterMs) throw error;
      // Half of it by chance, so that senders that were refused together do not come back together.
      const ms = pauseMs * (0.5 + Math.random() / 2);
      waited += ms;
      await pause(ms);
      signal?.throwIfAborted();
    }
  }
}
