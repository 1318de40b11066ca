import { AsyncLocalStorage } from 'node:async_hooks';
import type Stripe from 'stripe';

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>;

/** Milliseconds of the process's own time, which nobody sets; lifted once the answer is there. */
interface Deadline {
  until: number;
}

const waiting = new AsyncLocalStorage<Deadline>();
/** Calls of {@link within} that are under way. */
let open = 0;
const now = () => performance.now();

/**
 * Runs what somebody waits for: no call to Stripe within it lasts longer than what is left of the time, however many
 * there are. Work that it leaves behind when it is done has no such limit.
 * @param limitMs milliseconds
 */
export async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const deadline = { until: Math.min(waiting.getStore()?.until ?? Infinity, now() + limitMs) };
  open++;
  try {
    return await waiting.run(deadline, work);
  } finally {
    deadline.until = Infinity;
    // While it is in use, node follows every promise of the process, which the whole portal feels.
    if (--open === 0) waiting.disable();
  }
}

/** Runs what outlives the one who asks for it first. */
export const withoutDeadline = <T>(work: () => T): T =>
  waiting.getStore() === undefined ? work() : waiting.run({ until: Infinity }, work);

/** A client that gives each call as long as {@link within} leaves it. */
export const impatient = (client: HttpClient, timedOut: () => Error): HttpClient => ({
  getClientName: () => client.getClientName(),
  makeRequest(host, port, path, method, headers, requestData, protocol, timeout) {
    const left = Math.ceil((waiting.getStore()?.until ?? Infinity) - now());
    if (left <= 0) return Promise.reject(timedOut());
    return client.makeRequest(
      host,
      port,
      path,
      method,
      headers,
      requestData,
      protocol,
      Math.min(timeout, left),
    );
  },
});
