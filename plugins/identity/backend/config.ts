import { frontendVisible, secret } from '@netcrab/plugin-api/backend';
import { z } from 'zod';

const providerLabel = z.string().trim().min(1).max(60);

export const identityConfig = z.strictObject({
  /** Attempts to sign in, within the window, before an account or an address has to wait. */
  signIn: z
    .strictObject({
      windowMinutes: z.number().int().min(1).max(1440).default(15),
      attemptsPerAccount: z.number().int().min(1).default(10),
      attemptsPerAddress: z.number().int().min(1).default(60),
    })
    .prefault({}),
  /** How long a mailed invitation can be accepted. */
  invitationDays: z.number().int().min(1).max(60).default(7),
  /** Sign-in with GitHub; the callback is `<baseUrl>/auth/github/callback`. */
  github: z
    .strictObject({
      clientId: z.string().min(1),
      clientSecret: secret(z.string().min(1)),
      label: frontendVisible(providerLabel.default('GitHub')),
      /** Of a GitHub Enterprise server. */
      baseUrl: z.url().default('https://github.com'),
      apiUrl: z.url().default('https://api.github.com'),
    })
    .optional(),
  /** Sign-in with an OpenID Connect provider; the callback is `<baseUrl>/auth/oidc/callback`. */
  oidc: z
    .strictObject({
      issuer: z.url(),
      clientId: z.string().min(1),
      clientSecret: secret(z.string().min(1)),
      label: frontendVisible(providerLabel.default('single sign-on')),
      scope: z.string().default('openid profile email'),
    })
    .optional(),
});
export type IdentityConfig = z.output<typeof identityConfig>;
