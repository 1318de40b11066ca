import { binary, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';

const tags = ['Sign-in'];
const provider = z.object({ provider: z.enum(['github', 'oidc']) });

/** Sign-in by another service. A browser is sent there and comes back. */
export const providerEndpoints = {
  begin: endpoint({
    method: 'GET',
    path: '/auth/:provider',
    summary: 'Sign in with GitHub or an OpenID provider: redirects there',
    tags,
    access: 'public',
    params: provider,
    query: z.object({ next: z.string().max(2000).optional() }),
    output: binary('text/html'),
    status: 302,
    errors: ['not_found'],
  }),
  callback: endpoint({
    method: 'GET',
    path: '/auth/:provider/callback',
    summary: 'Where the provider sends the browser back to',
    tags,
    access: 'public',
    params: provider,
    // Providers add parameters of their own; the strategy checks those it knows.
    query: z.looseObject({}),
    output: binary('text/html'),
    status: 303,
    errors: ['not_found'],
  }),
};
