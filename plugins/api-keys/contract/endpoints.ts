import { endpoint, noContent } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { manageKeys, readUsage } from './permissions';
import { apiKeyScheme } from './service';
import { apiKey, createdKey, newKey, rotation, usage } from './types';

const tags = ['API keys'];
const managers = [{ permission: manageKeys }, { scheme: apiKeyScheme, scope: 'keys:manage' }] as const;
const keyId = z.object({ id: z.string().max(64) });

export const endpoints = {
  createKey: endpoint({
    method: 'POST',
    path: '/v1/marketplace/api-keys',
    summary: 'Create an API key',
    description:
      'The answer carries the secret; it is shown once and stored nowhere. A key can give only scopes it holds itself.',
    tags,
    access: managers,
    body: newKey,
    output: createdKey,
    status: 201,
    errors: ['conflict'],
  }),
  listKeys: endpoint({
    method: 'GET',
    path: '/v1/marketplace/api-keys',
    summary: 'List the API keys of the organisation, newest first',
    tags,
    access: managers,
    output: z.object({ keys: z.array(apiKey) }),
  }),
  revokeKey: endpoint({
    method: 'DELETE',
    path: '/v1/marketplace/api-keys/:id',
    summary: 'Revoke an API key',
    description: 'The next request with the key is refused. Revoking a revoked key changes nothing.',
    tags,
    access: managers,
    params: keyId,
    output: noContent,
    errors: ['not_found'],
  }),
  rotateKey: endpoint({
    method: 'POST',
    path: '/v1/marketplace/api-keys/:id/rotate',
    summary: 'Replace an API key by a new one',
    description:
      'The new key has the same label, scopes, addresses and lifetime. The old one works for `overlapHours` more.',
    tags,
    access: managers,
    params: keyId,
    body: rotation,
    output: createdKey.extend({ replaced: apiKey }),
    status: 201,
    errors: ['not_found', 'conflict'],
  }),
  usage: endpoint({
    method: 'GET',
    path: '/v1/marketplace/usage',
    summary: 'Rows used, set aside and left, per pack, with the daily series',
    tags: ['Usage'],
    access: [{ permission: readUsage }, { scheme: apiKeyScheme }],
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Write the month as YYYY-MM')
        .optional(),
    }),
    output: usage,
  }),
} as const;
