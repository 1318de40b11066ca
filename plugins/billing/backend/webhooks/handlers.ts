import { NotFoundError, type AuditService, type Clock, type Handlers } from '@netcrab/plugin-api/backend';
import type { webhookEndpoints, WebhookEventView } from '../../contract';
import { byCaller } from '../subscriptions/administration';
import type { DatabaseInboxStore, InboxEvent } from './inboxStore';
import type { WebhookReceiver } from './receive';
import type { WebhookWorker } from './worker';

const pageSize = 50;

const view = ({ mode: _, ...event }: InboxEvent): WebhookEventView => event;

export const webhookHandlers = ({
  receiver,
  inbox,
  worker,
  audit,
  clock,
}: {
  readonly receiver: WebhookReceiver;
  readonly inbox: DatabaseInboxStore;
  readonly worker: WebhookWorker;
  readonly audit: AuditService;
  readonly clock: Clock;
}): Handlers<typeof webhookEndpoints> => ({
  stripeWebhook: ({ body }, context) => receiver.receive('platform', body, context),
  stripeConnectWebhook: ({ body }, context) => receiver.receive('connect', body, context),
  async listWebhookEvents({ query: { page, ...filter } }) {
    const { found, total } = await inbox.search(filter, pageSize, (page - 1) * pageSize);
    return { events: found.map(view), total, pageSize, counts: await inbox.counts() };
  },
  async replayWebhookEvent({ params: { id } }, context) {
    const event = await inbox.find(id);
    if (!event) throw new NotFoundError('There is no event of this id in the inbox.');
    const { actor, ip, requestId } = byCaller(context, 'Replayed');
    const target = { type: 'webhook-event', id, name: event.type };
    await audit.record({ action: 'webhook.replayed', actor, target, ip, requestId });
    await inbox.setOutcome(id, {
      state: 'received',
      attempts: 0,
      error: null,
      processedAt: null,
      nextAttemptAt: clock.now(),
    });
    await worker.drain();
    return view((await inbox.find(id)) ?? event);
  },
});
