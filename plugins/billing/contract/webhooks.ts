import { endpoint, rawBody } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { manageMoney, readMoney } from './permissions';

const epochMs = z.int().nonnegative();

/**
 * `received` waits for its turn or its next try; `ignored` is of a type that changes nothing here; `failed` was tried
 * often enough and waits for a replay.
 */
export const webhookEventStates = ['received', 'processed', 'ignored', 'failed'] as const;
export type WebhookEventState = (typeof webhookEventStates)[number];

export const webhookEventView = z.object({
  /** Stripe's event. */
  id: z.string(),
  endpoint: z.enum(['platform', 'connect']),
  /** The connected account it came from. */
  account: z.string().nullable(),
  type: z.string(),
  objectId: z.string().nullable(),
  /** Delivered by Stripe, or found by the poller that closes gaps. */
  source: z.enum(['webhook', 'poller']),
  state: z.enum(webhookEventStates),
  attempts: z.int().nonnegative(),
  /** Of the last attempt that failed. */
  error: z.string().nullable(),
  happenedAt: epochMs,
  receivedAt: epochMs,
  processedAt: epochMs.nullable(),
  nextAttemptAt: epochMs.nullable(),
});
export type WebhookEventView = z.output<typeof webhookEventView>;

const incoming = {
  method: 'POST',
  plane: 'data',
  access: 'public',
  signed: true,
  tags: ['Webhooks'],
  body: rawBody({ maxBytes: 1024 * 1024, contentTypes: ['application/json'] }),
  output: z.object({ received: z.literal(true) }),
} as const;

export const webhookEndpoints = {
  stripeWebhook: endpoint({
    ...incoming,
    path: '/webhooks/stripe',
    summary: 'Events of the platform’s Stripe account',
    description:
      'Signed by Stripe; one with a wrong or old signature is refused. Kept first, processed after.',
  }),
  stripeConnectWebhook: endpoint({
    ...incoming,
    path: '/webhooks/stripe-connect',
    summary: 'Events of sellers’ connected accounts',
    description: 'As the platform’s, with a secret of its own.',
  }),
  listWebhookEvents: endpoint({
    method: 'GET',
    path: '/api/billing/admin/webhooks',
    summary: 'Webhook inbox, newest first',
    tags: ['Money'],
    access: { permission: readMoney },
    query: z.object({
      state: z.enum(webhookEventStates).optional(),
      type: z.string().max(100).optional(),
      page: z.coerce.number().int().min(1).max(100_000).default(1),
    }),
    output: z.object({
      events: z.array(webhookEventView),
      total: z.int().nonnegative(),
      pageSize: z.int().positive(),
      counts: z.record(z.enum(webhookEventStates), z.int().nonnegative()),
    }),
  }),
  replayWebhookEvent: endpoint({
    method: 'POST',
    path: '/api/billing/admin/webhooks/:id/replay',
    summary: 'Process an event again',
    description: 'Its object is fetched afresh, so replaying one that was processed changes nothing.',
    tags: ['Money'],
    access: { permission: manageMoney },
    params: z.object({ id: z.string().max(100) }),
    output: webhookEventView,
    errors: ['not_found'],
  }),
} as const;
