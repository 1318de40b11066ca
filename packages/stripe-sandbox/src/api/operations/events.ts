import type { Stripe } from 'stripe';
import { apiVersion, type World } from '../../world';
import { invalidRequest } from '../errors';
import { listOf } from '../lists';
import { mergeMetadata } from '../metadata';
import { operation } from '../operation';
import { addWebhookEndpoint, changeWebhookEndpoint } from '../../webhooks/endpoints';

/** Stripe keeps events for 30 days. */
const retention = 30 * 86_400;

const recent = (world: World, { created }: Stripe.EventListParams) => {
  const oldest = world.clock.seconds() - retention;
  if (typeof created === 'number') return created;
  return { ...created, gte: Math.max(oldest, created?.gte ?? oldest) };
};

export const events = {
  'Events.retrieve': operation(({ store }, { id }) => store.get('event', id)),

  'Events.list': operation<Stripe.EventListParams>((world, { params, account }) => {
    const { type } = params;
    if (type?.includes('*')) throw invalidRequest('The sandbox lists by exact types.', { param: 'type' });
    return listOf(
      world,
      'event',
      '/v1/events',
      { ...params, created: recent(world, params) },
      { account, where: { type }, within: { type: params.types } },
    );
  }),

  'WebhookEndpoints.create': operation<Stripe.WebhookEndpointCreateParams>((world, { params }) => {
    if (params.api_version !== undefined && params.api_version !== apiVersion) {
      throw invalidRequest(`The sandbox speaks ${apiVersion}.`, { param: 'api_version' });
    }
    return addWebhookEndpoint(world, {
      url: params.url,
      connect: params.connect ?? false,
      enabledEvents: params.enabled_events,
      description: params.description || null,
      metadata: mergeMetadata({}, params.metadata),
    });
  }),

  'WebhookEndpoints.update': operation<Stripe.WebhookEndpointUpdateParams>((world, { id, params }) =>
    changeWebhookEndpoint(world, world.store.get('webhook_endpoint', id), params),
  ),

  'WebhookEndpoints.list': operation<Stripe.WebhookEndpointListParams>((world, { params }) =>
    listOf(world, 'webhook_endpoint', '/v1/webhook_endpoints', params),
  ),
};
