import {
  InvalidRequestError,
  type AuditService,
  type Clock,
  type LimitsService,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import type { StripeAccess, WebhookEndpoint } from '../stripe/access';
import type { Intake } from './intake';
import { newEvent } from './newEvent';

/** A signature older than this is refused, so that what was overheard once cannot be sent again later. */
const toleranceSeconds = 300;
const auditedPerMinute = 10;

export interface WebhookReceiver {
  /**
   * Keeps an event that Stripe signed, once, and answers; it is processed after.
   * @throws InvalidRequestError for one that is not Stripe's, or was signed more than five minutes ago
   */
  receive(
    endpoint: WebhookEndpoint,
    body: Uint8Array,
    context: RequestContext,
  ): Promise<{ readonly received: true }>;
}

export function createWebhookReceiver({
  access,
  intake,
  audit,
  clock,
  limits,
  types,
  wake,
}: {
  readonly access: StripeAccess;
  readonly intake: Pick<Intake, 'keep'>;
  readonly audit: AuditService;
  readonly clock: Clock;
  readonly limits: LimitsService;
  /** Those that are handled; others are not kept. */
  readonly types: ReadonlySet<string>;
  readonly wake: () => void;
}): WebhookReceiver {
  const refusals = limits.window('billing.refused-webhooks', 60_000);

  async function refuse(endpoint: WebhookEndpoint, reason: string, { ip, requestId, log }: RequestContext) {
    log.warn({ endpoint, ip, reason }, 'A webhook was refused');
    // Whoever sends forged ones by the thousand must not fill the audit log.
    if (!refusals.consume(ip, auditedPerMinute).allowed) return;
    await audit.record({
      action: 'webhook.refused',
      actor: { kind: 'system', id: 'stripe' },
      target: { type: 'webhook-endpoint', id: endpoint },
      after: { reason },
      ip,
      requestId,
    });
  }

  return {
    async receive(endpoint, body, context) {
      const { default: StripeClient } = await import('stripe');
      const signature = context.headers['stripe-signature'];
      let event: Stripe.Event;
      try {
        event = StripeClient.webhooks.constructEvent(
          Buffer.from(body),
          signature ?? '',
          access.webhookSecret(endpoint),
          toleranceSeconds,
          undefined,
          clock.now(),
        );
      } catch (error) {
        const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unreadable';
        await refuse(endpoint, reason, context);
        throw new InvalidRequestError('The webhook was refused: its signature is wrong or too old.');
      }
      if (!types.has(event.type)) return { received: true };
      const how = { mode: access.mode, endpoint, source: 'webhook' as const, receivedAt: clock.now() };
      if (await intake.keep(newEvent(event, how))) wake();
      return { received: true };
    },
  };
}
