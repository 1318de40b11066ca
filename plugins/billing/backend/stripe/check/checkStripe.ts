import type Stripe from 'stripe';
import { ensureConfiguration, findConfiguration } from '../../checkout/portalSession';
import type { WebhookEndpoint } from '../access';
import { all } from '../pages';
import { wantedEvents, type EventName } from './wantedEvents';

export interface Finding {
  readonly what: string;
  /** `look`: Stripe's API does not tell; somebody has to look. */
  readonly state: 'ok' | 'created' | 'changed' | 'missing' | 'look';
  readonly detail: string;
}

export interface CheckOptions {
  /** The portal's public address, without a slash at its end. */
  readonly portalUrl: string;
  /** Whether to create or add what is missing. */
  readonly create: boolean;
}

const paths: Record<WebhookEndpoint, string> = {
  platform: '/webhooks/stripe',
  connect: '/webhooks/stripe-connect',
};
const secretNames: Record<WebhookEndpoint, string> = {
  platform: 'STRIPE_WEBHOOK_SECRET',
  connect: 'STRIPE_CONNECT_WEBHOOK_SECRET',
};

/**
 * What the portal needs at Stripe and what of it is there.
 * @throws Stripe's error when the key is refused or Stripe does not answer
 */
export async function checkStripe(stripe: Stripe, options: CheckOptions): Promise<Finding[]> {
  const account = await accountFinding(stripe);
  const endpoints = await all(stripe.webhookEndpoints.list({ limit: 100 }));
  return [
    account,
    await endpointFinding(stripe, 'platform', endpoints, options),
    await endpointFinding(stripe, 'connect', endpoints, options),
    await portalFinding(stripe, options),
    { what: 'Products and prices', state: 'ok', detail: 'The portal makes each at its first purchase.' },
    {
      what: 'Stripe Tax',
      state: 'look',
      detail:
        'Only for the option stripe.automaticTax: switch it on and register at https://dashboard.stripe.com/tax.',
    },
    {
      what: 'Connect',
      state: 'look',
      detail:
        'Sellers are paid through it: sign the account up, for Express accounts, at https://dashboard.stripe.com/connect.',
    },
  ];
}

async function accountFinding(stripe: Stripe): Promise<Finding> {
  const { id, charges_enabled, payouts_enabled } = await stripe.accounts.retrieveCurrent();
  const what = `Account ${id}`;
  const lacking = [...(charges_enabled ? [] : ['take payments']), ...(payouts_enabled ? [] : ['pay out'])];
  return lacking.length === 0
    ? { what, state: 'ok', detail: 'It can take payments and pay out.' }
    : {
        what,
        state: 'missing',
        detail: `It cannot ${lacking.join(' nor ')} yet: complete it at https://dashboard.stripe.com/account.`,
      };
}

async function endpointFinding(
  stripe: Stripe,
  kind: WebhookEndpoint,
  endpoints: readonly Stripe.WebhookEndpoint[],
  { portalUrl, create }: CheckOptions,
): Promise<Finding> {
  const url = portalUrl + paths[kind];
  const what = `Webhook endpoint ${url}`;
  const wanted = wantedEvents[kind];
  const found = endpoints.find(endpoint => endpoint.url === url);
  if (found) return { what, ...(await foundEndpoint(stripe, found, wanted, create)) };
  if (!create) return { what, state: 'missing', detail: 'Stripe does not know it.' };
  const { secret } = await stripe.webhookEndpoints.create({
    url,
    enabled_events: [...wanted],
    connect: kind === 'connect',
    description: 'NetCrab Portal',
  });
  return {
    what,
    state: 'created',
    detail: `Its signing secret is shown this once: ${secretNames[kind]}=${secret ?? ''}`,
  };
}

async function foundEndpoint(
  stripe: Stripe,
  endpoint: Stripe.WebhookEndpoint,
  wanted: readonly EventName[],
  create: boolean,
): Promise<Pick<Finding, 'state' | 'detail'>> {
  const sent = new Set(endpoint.enabled_events);
  const lacking = sent.has('*') ? [] : wanted.filter(event => !sent.has(event));
  if (endpoint.status !== 'enabled') {
    return { state: 'missing', detail: `Switched off: enable ${endpoint.id} in Stripe’s dashboard.` };
  }
  if (lacking.length > 0 && create) {
    // What it is sent besides stays; the names are Stripe's own.
    const all = [...endpoint.enabled_events, ...lacking] as EventName[];
    await stripe.webhookEndpoints.update(endpoint.id, { enabled_events: all });
    return { state: 'changed', detail: `${endpoint.id} is from now on sent ${lacking.join(', ')} too.` };
  }
  if (lacking.length > 0)
    return { state: 'missing', detail: `${endpoint.id} is not sent ${lacking.join(', ')}.` };
  return { state: 'ok', detail: `${endpoint.id} is sent all ${wanted.length} kinds of events.` };
}

/** The one that the portal itself opens for buyers, and no other: what a configuration lets them do is not all the same. */
async function portalFinding(stripe: Stripe, { create }: CheckOptions): Promise<Finding> {
  const what = 'Customer portal';
  const known = await findConfiguration(stripe);
  if (known !== null) return { what, state: 'ok', detail: `Configured by ${known}.` };
  if (create)
    return { what, state: 'created', detail: `Configured by ${await ensureConfiguration(stripe)}.` };
  const detail = 'It has no configuration yet. The portal makes one when a buyer first opens it.';
  return { what, state: 'missing', detail };
}
