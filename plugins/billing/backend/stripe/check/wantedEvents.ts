import type Stripe from 'stripe';
import type { WebhookEndpoint } from '../access';

export type EventName = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** What each webhook endpoint has to be sent; Stripe sends nothing that was not asked for. */
export const wantedEvents: Readonly<Record<WebhookEndpoint, readonly EventName[]>> = {
  platform: [
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
    'checkout.session.expired',
    'invoice.paid',
    'invoice.payment_failed',
    'invoice.voided',
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'customer.subscription.paused',
    'customer.subscription.pending_update_applied',
    'customer.subscription.pending_update_expired',
    'charge.refunded',
    'refund.created',
    'refund.updated',
    'refund.failed',
    'charge.dispute.created',
    'charge.dispute.closed',
    'transfer.created',
    'transfer.reversed',
    'transfer.updated',
  ],
  connect: [
    'account.updated',
    'capability.updated',
    'account.application.deauthorized',
    'payout.paid',
    'payout.failed',
  ],
};
