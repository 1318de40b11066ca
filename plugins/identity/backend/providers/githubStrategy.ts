import { z } from 'zod';
import type { IdentityConfig } from '../config';
import type { IdentityCore } from '../core';
import { lazyStrategy } from '../signIn/lazyStrategy';
import { federatedUser } from './federatedUser';

/** What the strategy's profile holds of GitHub's answers. */
const githubProfile = z.object({
  id: z.coerce.string().min(1),
  username: z.string().optional(),
  displayName: z.string().nullish(),
  emails: z
    .array(
      z.object({
        value: z.string(),
        verified: z.boolean().default(false),
        primary: z.boolean().default(false),
      }),
    )
    .default([]),
});

/** The address GitHub checked: the primary one, else any. */
const verifiedEmail = ({ emails }: z.output<typeof githubProfile>): string | null => {
  const verified = emails.filter(email => email.verified);
  return (verified.find(email => email.primary) ?? verified[0])?.value ?? null;
};

export const githubStrategy = (
  core: IdentityCore,
  { clientId, clientSecret, baseUrl, apiUrl }: NonNullable<IdentityConfig['github']>,
): object =>
  lazyStrategy(async () => {
    const { default: passportGithub } = await import('passport-github2');
    /** Reads the validated query: the host's own parser leaves `request.query` empty. */
    class GithubStrategy extends passportGithub.Strategy {
      override authenticate(request: object, options?: object) {
        const query = options && 'query' in options ? options.query : {};
        super.authenticate(Object.create(request, { query: { value: query } }) as never);
      }
    }
    const options = {
      clientID: clientId,
      clientSecret,
      callbackURL: `${core.app.baseUrl}/auth/github/callback`,
      authorizationURL: `${baseUrl}/login/oauth/authorize`,
      tokenURL: `${baseUrl}/login/oauth/access_token`,
      userProfileURL: `${apiUrl}/user`,
      userEmailURL: `${apiUrl}/user/emails`,
      scope: ['user:email'],
      // Only with this do the addresses keep whether they were verified.
      allRawEmails: true,
      state: true,
      pkce: true,
    };
    return new GithubStrategy(
      options as never,
      (
        _token: string,
        _refresh: string,
        raw: unknown,
        done: (error: unknown, user?: object | false, info?: object) => void,
      ) => {
        const verify = async () => {
          const profile = githubProfile.parse(raw);
          return federatedUser(core, {
            provider: 'github',
            subject: profile.id,
            name: profile.displayName ?? profile.username ?? '',
            verifiedEmail: verifiedEmail(profile),
          });
        };
        verify().then(
          result =>
            'userId' in result
              ? done(null, { id: result.userId })
              : done(null, false, { message: result.problem }),
          done,
        );
      },
    );
  });
