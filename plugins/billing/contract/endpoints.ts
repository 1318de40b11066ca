import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { manageSubscriptions, readSubscriptions } from './permissions';
import {
  endRequest,
  grantRequest,
  managedSubscription,
  namedPack,
  subscriptionTerms,
  subscriptionView,
  tier,
} from './types';

const tags = ['Subscriptions'];
const access = { permission: manageSubscriptions };
const params = z.object({ id: z.string().max(64) });

export const endpoints = {
  tiers: endpoint({
    method: 'GET',
    path: '/v1/marketplace/tiers',
    summary: 'Tiers, their prices and limits',
    tags,
    access: 'public',
    output: z.object({ tiers: z.array(tier) }),
    cache: 'public, max-age=300',
  }),
  ownSubscriptions: endpoint({
    method: 'GET',
    path: '/api/billing/subscriptions',
    summary: 'Subscriptions of the organisation one acts for: those that count first',
    tags,
    access: { permission: readSubscriptions },
    output: z.object({
      subscriptions: z.array(subscriptionView),
      /** Every pack that they open now, by title. */
      packs: z.array(namedPack),
    }),
  }),
  listSubscriptions: endpoint({
    method: 'GET',
    path: '/api/billing/admin/subscriptions',
    summary: 'Subscriptions of every organisation, newest first',
    tags,
    access,
    query: z.object({
      orgId: z.string().max(64).optional(),
      state: z.enum(['current', 'ended', 'all']).default('current'),
      page: z.coerce.number().int().min(1).max(10_000).default(1),
    }),
    output: z.object({
      subscriptions: z.array(managedSubscription),
      total: z.int().nonnegative(),
      pageSize: z.int().positive(),
    }),
  }),
  packChoices: endpoint({
    method: 'GET',
    path: '/api/billing/admin/packs',
    summary: 'Packs a subscription can name',
    tags,
    access,
    output: z.object({ packs: z.array(namedPack) }),
  }),
  grantSubscription: endpoint({
    method: 'POST',
    path: '/api/billing/admin/subscriptions',
    summary: 'Grant a subscription, as by a contract',
    tags,
    access,
    body: grantRequest,
    output: managedSubscription,
    status: 201,
    errors: ['not_found'],
  }),
  changeSubscription: endpoint({
    method: 'PUT',
    path: '/api/billing/admin/subscriptions/:id',
    summary: 'Change tier, packs or end of a subscription',
    tags,
    access,
    params,
    body: subscriptionTerms,
    output: managedSubscription,
    errors: ['not_found', 'conflict'],
  }),
  endSubscription: endpoint({
    method: 'POST',
    path: '/api/billing/admin/subscriptions/:id/end',
    summary: 'End a subscription now',
    description:
      'Queries of its packs are refused from the next request on. Ending an ended one changes nothing.',
    tags,
    access,
    params,
    body: endRequest,
    output: managedSubscription,
    errors: ['not_found'],
  }),
} as const;
