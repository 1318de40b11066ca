import type { Stripe } from 'stripe';
import { mergeMetadata } from '../api/metadata';
import { apiVersion, type World } from '../world';

export interface EndpointDraft {
  readonly url: string;
  readonly connect: boolean;
  readonly secret?: string;
  readonly enabledEvents?: readonly string[];
  readonly description?: string | null;
  readonly metadata?: Record<string, string>;
}

/** A new endpoint, with its secret, which is shown this once. */
export function addWebhookEndpoint(world: World, draft: EndpointDraft): Stripe.WebhookEndpoint {
  const endpoint: Stripe.WebhookEndpoint = {
    id: world.newId('we'),
    object: 'webhook_endpoint',
    api_version: apiVersion,
    application: null,
    created: world.clock.seconds(),
    description: draft.description ?? null,
    enabled_events: [...(draft.enabledEvents ?? ['*'])],
    livemode: false,
    metadata: draft.metadata ?? {},
    status: 'enabled',
    url: draft.url,
  };
  const secret = draft.secret ?? world.newId('whsec');
  world.store.insert('webhook_endpoint', endpoint, { internal: { secret, connect: draft.connect } });
  return { ...endpoint, secret };
}

/** Changes what is named; the secret stays. */
export const changeWebhookEndpoint = (
  world: World,
  held: Stripe.WebhookEndpoint,
  params: Stripe.WebhookEndpointUpdateParams,
): Stripe.WebhookEndpoint =>
  world.store.update('webhook_endpoint', {
    ...held,
    ...(params.url !== undefined && { url: params.url }),
    ...(params.enabled_events && { enabled_events: [...params.enabled_events] }),
    ...(params.description !== undefined && { description: params.description || null }),
    ...(params.disabled !== undefined && { status: params.disabled ? 'disabled' : 'enabled' }),
    metadata: mergeMetadata(held.metadata, params.metadata),
  });

/** Makes the endpoints of the options those that events go to: known ones keep their ids, others are disabled. */
export function configureEndpoints(world: World, wanted: readonly EndpointDraft[]): void {
  const held = world.store.all('webhook_endpoint');
  for (const endpoint of held.filter(({ description }) => description === configured)) {
    const { connect } = world.store.internal('webhook_endpoint', endpoint.id);
    const match = wanted.find(({ url, connect: wants }) => url === endpoint.url && wants === connect);
    world.store.update(
      'webhook_endpoint',
      { ...endpoint, status: match ? 'enabled' : 'disabled' },
      { internal: { secret: match?.secret ?? '', connect } },
    );
  }
  for (const draft of wanted) {
    const known = held.some(
      ({ id, url, description }) =>
        description === configured &&
        url === draft.url &&
        world.store.internal('webhook_endpoint', id).connect === draft.connect,
    );
    if (!known) addWebhookEndpoint(world, { ...draft, description: configured });
  }
}

const configured = 'Configured at the start';
