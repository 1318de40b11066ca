import { idOf } from '../stripe/objects';
import type { StripeAccess } from '../stripe/access';
import type { Converge } from './converge';
import type { InboxEvent } from './inboxStore';

/** What came of an event; `ignored` when it is about something that is not the portal's. */
export type EventOutcome = 'processed' | 'ignored';

export type EventHandler = (event: InboxEvent & { readonly objectId: string }) => Promise<EventOutcome>;

/** By event type. */
export type EventHandlers = Readonly<Record<string, EventHandler>>;

const found = (result: unknown): EventOutcome => (result === null ? 'ignored' : 'processed');

/** The events about buying: each brings what it is about up to date. */
export function buyingEventHandlers(converge: Converge, stripe: Pick<StripeAccess, 'client'>): EventHandlers {
  const session: EventHandler = async ({ objectId }) => found(await converge.session(objectId));
  const subscription: EventHandler = async ({ objectId }) => found(await converge.subscription(objectId));
  const invoice: EventHandler = async ({ objectId }) => found(await converge.invoice(objectId));
  const charge: EventHandler = async ({ objectId }) => found(await converge.payment(objectId));
  const chargeOf = async (id: string | null) => (id === null ? 'ignored' : found(await converge.payment(id)));
  const refund: EventHandler = async ({ objectId }) =>
    chargeOf(idOf((await (await stripe.client()).refunds.retrieve(objectId)).charge));
  const dispute: EventHandler = async ({ objectId }) =>
    chargeOf(idOf((await (await stripe.client()).disputes.retrieve(objectId)).charge));
  return {
    'checkout.session.completed': session,
    'checkout.session.async_payment_succeeded': session,
    'checkout.session.async_payment_failed': session,
    'checkout.session.expired': session,
    'invoice.paid': invoice,
    'invoice.payment_failed': invoice,
    'invoice.voided': invoice,
    'customer.subscription.created': subscription,
    'customer.subscription.updated': subscription,
    'customer.subscription.deleted': subscription,
    'customer.subscription.paused': subscription,
    'customer.subscription.pending_update_applied': subscription,
    'customer.subscription.pending_update_expired': subscription,
    'charge.refunded': charge,
    'refund.created': refund,
    'refund.updated': refund,
    'refund.failed': refund,
    'charge.dispute.created': dispute,
    'charge.dispute.closed': dispute,
  };
}
