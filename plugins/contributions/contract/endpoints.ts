import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { manageAnyContributions, manageContributions } from './permissions';
import { change, choicesRequest, contributions, orgRequest, outcome } from './types';

const tags = ['Contributions'];
const access = { permission: manageContributions };

export const endpoints = {
  contributions: endpoint({
    method: 'GET',
    path: '/v1/marketplace/contributions',
    summary: 'Products, packs and the switches that are on',
    tags,
    access,
    output: contributions,
  }),
  setContributing: endpoint({
    method: 'PUT',
    path: '/v1/marketplace/contributions/enabled',
    summary: 'Turn the organisation’s contributions on or off',
    description:
      'Off, every later build leaves the organisation out. The switches per product and pack are kept.',
    tags,
    access,
    body: z.strictObject({ on: z.boolean() }),
    output: outcome,
  }),
  setChoices: endpoint({
    method: 'PUT',
    path: '/v1/marketplace/contributions/choices',
    summary: 'Turn switches of products and packs on or off',
    description:
      'All or none: one unknown product, or a pack of another vertical, refuses the request. Switching one on turns the organisation’s own switch on.',
    tags,
    access,
    body: choicesRequest,
    output: outcome,
    errors: ['not_found'],
  }),
  contributionHistory: endpoint({
    method: 'GET',
    path: '/v1/marketplace/contributions/history',
    summary: 'Who changed which switch, newest first',
    tags,
    access,
    query: z.object({
      page: z.coerce.number().int().min(1).max(10_000).default(1),
      productId: z.string().max(120).optional(),
      packId: z.string().max(120).optional(),
    }),
    output: z.object({ changes: z.array(change), total: z.int(), pageSize: z.int() }),
  }),
  setOrgContributions: endpoint({
    method: 'PUT',
    path: '/api/contributions/orgs/:orgId',
    summary: 'Opt all products of an organisation in or out',
    description:
      'In: every product, into each pack that fits it or those named. For operators who import data.',
    tags,
    access: { permission: manageAnyContributions },
    params: z.object({ orgId: z.string().max(64) }),
    body: orgRequest,
    output: outcome,
    errors: ['not_found'],
  }),
} as const;
