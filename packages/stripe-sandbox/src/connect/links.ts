import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { type HostedLink } from '../state/kinds';
import { type World } from '../world';

/** Minutes in which a link can be opened. */
const lifetime = 5;

export function createAccountLink(world: World, params: Stripe.AccountLinkCreateParams): Stripe.AccountLink {
  if (params.type !== 'account_onboarding' && params.type !== 'account_update') {
    throw invalidRequest(`Invalid type: must be one of account_onboarding or account_update`, {
      param: 'type',
    });
  }
  for (const param of ['refresh_url', 'return_url'] as const) {
    if (!params[param])
      throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const account = world.store.get('account', params.account, 'account').id;
  const link = hostedLink(world, account, 'onboarding', params);
  return {
    object: 'account_link',
    created: link.created,
    expires_at: link.expires_at,
    url: world.pageUrl(`/setup/e/${account}/${link.id}`),
  };
}

/** The way to the account's own pages at Stripe; there are none before it is set up. */
export function createLoginLink(world: World, account: Stripe.Account): Stripe.LoginLink {
  if (!account.details_submitted) {
    throw invalidRequest('Cannot create a login link for an account that has not completed onboarding.');
  }
  const link = hostedLink(world, account.id, 'dashboard', {});
  return {
    object: 'login_link',
    created: link.created,
    url: world.pageUrl(`/express/${account.id}/${link.id}`),
  };
}

function hostedLink(
  world: World,
  account: string,
  purpose: HostedLink['purpose'],
  { return_url: returnUrl, refresh_url: refreshUrl }: { return_url?: string; refresh_url?: string },
): HostedLink {
  const created = world.clock.seconds();
  return world.store.insert('hosted_link', {
    id: world.newId('link'),
    object: 'hosted_link',
    created,
    expires_at: created + lifetime * 60,
    account,
    purpose,
    return_url: returnUrl ?? null,
    refresh_url: refreshUrl ?? null,
  });
}
