import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { change, type World } from '../world';
import { schedulePayout } from './payouts';

const currencies: Record<string, string> = {
  CH: 'chf',
  GB: 'gbp',
  JP: 'jpy',
  KW: 'kwd',
  PL: 'pln',
  SE: 'sek',
  US: 'usd',
};

const firstQuestions = ['business_type', 'external_account', 'tos_acceptance.date', 'tos_acceptance.ip'];

/** Where an account is on its way to be paid. */
export type OnboardingState = 'enabled' | 'inReview' | 'notStarted' | 'restricted';

/** What an account shows in a state. */
function standing(state: OnboardingState, requested: readonly string[]): Partial<Stripe.Account> {
  const enabled = state === 'enabled';
  const due = {
    enabled: [],
    inReview: [],
    notStarted: firstQuestions,
    restricted: ['individual.verification.document'],
  }[state];
  const reason = (
    {
      enabled: null,
      inReview: 'requirements.pending_verification',
      notStarted: 'requirements.past_due',
      restricted: 'requirements.past_due',
    } as const
  )[state];
  const capability = {
    enabled: 'active',
    inReview: 'pending',
    notStarted: 'inactive',
    restricted: 'inactive',
  }[state];
  return {
    capabilities: Object.fromEntries(requested.map(name => [name, capability])),
    charges_enabled: enabled && requested.includes('card_payments'),
    details_submitted: state !== 'notStarted',
    payouts_enabled: enabled,
    requirements: {
      alternatives: [],
      current_deadline: null,
      currently_due: due,
      disabled_reason: reason,
      errors:
        state === 'restricted'
          ? [
              {
                code: 'verification_document_failed_copy',
                reason: 'The document is not readable. Please send a clear photo of the original.',
                requirement: 'individual.verification.document',
              },
            ]
          : [],
      eventually_due: due,
      past_due: due,
      pending_verification: state === 'inReview' ? ['individual.verification.document'] : [],
    },
  };
}

export function createAccount(world: World, params: Stripe.AccountCreateParams): Stripe.Account {
  const express = params.type === 'express' || params.controller?.stripe_dashboard?.type === 'express';
  if (!express) throw invalidRequest('The sandbox makes Express accounts.', { param: 'type' });
  const country = params.country ?? 'US';
  const requested = Object.entries(params.capabilities ?? {}).flatMap(([name, wanted]) =>
    wanted?.requested ? [name] : [],
  );
  const id = world.newId('acct');
  const account: Stripe.Account = {
    id,
    object: 'account',
    business_profile: null,
    business_type: params.business_type ?? null,
    controller: {
      fees: { payer: 'application' },
      is_controller: true,
      losses: { payments: 'application' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: 'express' },
      type: 'application',
    },
    country,
    created: world.clock.seconds(),
    default_currency: params.default_currency ?? currencies[country] ?? 'eur',
    email: params.email ?? null,
    metadata: mergeMetadata({}, params.metadata),
    settings: null,
    type: 'express',
    charges_enabled: false,
    details_submitted: false,
    payouts_enabled: false,
    ...standing('notStarted', requested),
  };
  world.store.insert('account', account, { internal: { payoutFails: false } });
  return account;
}

export function updateAccount(
  world: World,
  held: Stripe.Account,
  params: Stripe.AccountUpdateParams,
): Stripe.Account {
  const added = Object.entries(params.capabilities ?? {}).flatMap(([name, wanted]) =>
    wanted?.requested ? [[name, held.payouts_enabled ? 'active' : 'inactive']] : [],
  );
  return change(
    world,
    'account',
    held,
    {
      ...(params.email !== undefined && { email: params.email }),
      ...(params.business_type !== undefined && { business_type: params.business_type }),
      ...(params.default_currency !== undefined && { default_currency: params.default_currency }),
      capabilities: { ...Object.fromEntries(added), ...held.capabilities },
      metadata: mergeMetadata(held.metadata ?? {}, params.metadata),
    },
    { event: 'account.updated', account: held.id },
  );
}

/** Brings an account into a state, as its owner's answers and Stripe's checks do. */
export function onboard(world: World, held: Stripe.Account, state: OnboardingState): Stripe.Account {
  const requested = Object.keys(held.capabilities ?? {});
  const account = change(world, 'account', held, standing(state, requested), {
    event: 'account.updated',
    account: held.id,
  });
  if (account.payouts_enabled) schedulePayout(world, account.id);
  for (const name of requested) {
    const status = account.capabilities?.[name as keyof Stripe.Account.Capabilities] ?? 'inactive';
    world.emit(
      'capability.updated',
      {
        id: name,
        object: 'capability',
        account: held.id,
        requested: true,
        requested_at: held.created,
        requirements: account.requirements,
        status,
      },
      { account: held.id },
    );
  }
  return account;
}

/** The owner ends the connection with the platform. */
export function deauthorize(world: World, account: Stripe.Account): void {
  const { id } = account;
  const { payoutFails } = world.store.internal('account', id);
  world.store.update('account', account, { internal: { payoutFails, deauthorized: true } });
  world.emit(
    'account.application.deauthorized',
    { id: 'ca_sandbox', object: 'application', name: 'NetCrab sandbox' },
    { account: id },
  );
}
