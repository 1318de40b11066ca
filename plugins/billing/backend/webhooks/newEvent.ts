import type Stripe from 'stripe';
import { toMs } from '../stripe/objects';
import type { NewEvent } from './inboxStore';

/** What the inbox keeps of an event of Stripe. */
export const newEvent = (
  { id, account, type, created, data: { object } }: Stripe.Event,
  how: Pick<NewEvent, 'mode' | 'endpoint' | 'source' | 'receivedAt'>,
): NewEvent => ({
  ...how,
  id,
  type,
  account: account ?? null,
  objectId: 'id' in object && typeof object.id === 'string' ? object.id : null,
  happenedAt: toMs(created),
});
