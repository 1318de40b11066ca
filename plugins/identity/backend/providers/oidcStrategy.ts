import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IdentityConfig } from '../config';
import type { IdentityCore } from '../core';
import { lazyStrategy } from '../signIn/lazyStrategy';
import { federatedUser } from './federatedUser';

const person = z.object({
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
});

/** Subjects are unique within an issuer only; a change of the configured issuer must not hand accounts over. */
const subjectKey = (issuer: string, subject: string): string =>
  createHash('sha256').update(`${issuer} ${subject}`).digest('hex');

const isLoopback = ({ hostname }: URL) => hostname === 'localhost' || hostname === '127.0.0.1';

/** OpenID Connect by authorization code with PKCE; the issuer is asked for its endpoints at the first sign-in. */
export const oidcStrategy = (
  core: IdentityCore,
  { issuer, clientId, clientSecret, scope }: NonNullable<IdentityConfig['oidc']>,
): object =>
  lazyStrategy(async () => {
    const [client, { Strategy }] = await Promise.all([
      import('openid-client'),
      import('openid-client/passport'),
    ]);
    const server = new URL(issuer);
    const plainHttp = server.protocol === 'http:' && isLoopback(server);
    const config = await client.discovery(server, clientId, clientSecret, undefined, {
      execute: plainHttp ? [client.allowInsecureRequests] : [],
    });
    return new Strategy(
      { config, name: 'oidc', scope, callbackURL: `${core.app.baseUrl}/auth/oidc/callback` },
      async (tokens, done) => {
        const claims = tokens.claims();
        if (!claims) return done(null, false, { message: 'refused' });
        let told = person.parse(claims);
        if (told.email === undefined && config.serverMetadata().userinfo_endpoint) {
          told = person.parse(await client.fetchUserInfo(config, tokens.access_token, claims.sub));
        }
        const result = await federatedUser(core, {
          provider: 'oidc',
          subject: subjectKey(claims.iss, claims.sub),
          name: told.name ?? told.preferred_username ?? '',
          verifiedEmail: told.email_verified === true ? (told.email ?? null) : null,
        });
        if ('userId' in result) return done(null, { id: result.userId });
        return done(null, false, { message: result.problem });
      },
    );
  });
