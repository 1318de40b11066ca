import type { z } from 'zod';

/** A fact one plugin announces to others. Delivered at least once, in order per key. */
export interface EventType<Payload> {
  readonly id: string;
  readonly payload: z.ZodType<Payload>;
}

/** @param id past tense, snake case: `org_marketplace_opted_in`. */
export const defineEvent = <Payload>(id: string, payload: z.ZodType<Payload>): EventType<Payload> => ({
  id,
  payload,
});
