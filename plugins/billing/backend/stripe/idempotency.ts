import { createHash } from 'node:crypto';

/**
 * An idempotency key for making something once: Stripe refuses a known key with other parameters, so what is asked for is
 * part of it.
 */
export const contentKey = (what: string, params: unknown): string =>
  `${what}:${createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 24)}`;
