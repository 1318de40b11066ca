import {
  handled,
  NotFoundError,
  redirect,
  type Handlers,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import { nextPath, providerProblems, type providerEndpoints, type ProviderProblem } from '../../contract';
import { sessionOf } from '../acting';
import type { IdentityCore } from '../core';
import { beginSession } from '../signIn/signIn';

type Provider = 'github' | 'oidc';

const nextPurpose = 'identity.next';
const cookie = 'netcrab.next';
const tripMs = 10 * 60 * 1000;

/** Remembers in the browser where to go on to after the trip to the provider. */
function rememberNext({ app, secrets, clock }: IdentityCore, next: string, context: RequestContext): void {
  const value = secrets.sign(nextPurpose, next, clock.now() + tripMs);
  const secure = app.baseUrl.startsWith('https:') ? '; Secure' : '';
  context.setHeader(
    'set-cookie',
    `${cookie}=${value}; Path=/auth; HttpOnly; SameSite=Lax; Max-Age=${tripMs / 1000}${secure}`,
  );
}

function rememberedNext({ secrets, clock }: IdentityCore, { headers }: RequestContext): string {
  const pairs = String(headers.cookie ?? '').split(/;\s*/);
  const value = pairs.find(pair => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
  return nextPath(value && secrets.verify(nextPurpose, value, clock.now()));
}

const toSignIn = (problem: ProviderProblem, next: string) =>
  redirect(`/sign-in?${new URLSearchParams({ problem, ...(next !== '/' && { next }) }).toString()}`);

const problemOf = (message: string): ProviderProblem =>
  providerProblems.find(problem => problem === message) ?? 'refused';

export function providerHandlers(core: IdentityCore): Handlers<typeof providerEndpoints> {
  const assertConfigured = (provider: Provider) => {
    if (!core.config[provider])
      throw new NotFoundError(`Sign-in by ${provider} is not set up in this portal.`);
  };
  /** What a provider does wrong ends on the sign-in page, told to the log. */
  const authenticate = async (provider: Provider, query: object, context: RequestContext) => {
    try {
      return await sessionOf(context).authenticate(provider, { query });
    } catch (error) {
      context.log.warn({ provider, err: error }, 'sign-in by a provider failed');
      return { outcome: 'failed', message: 'refused' } as const;
    }
  };
  return {
    async begin({ params: { provider }, query }, context) {
      assertConfigured(provider);
      const next = nextPath(query.next);
      rememberNext(core, next, context);
      const result = await authenticate(provider, {}, context);
      return result.outcome === 'redirected' ? handled : toSignIn('refused', next);
    },
    async callback({ params: { provider }, query }, context) {
      assertConfigured(provider);
      const next = rememberedNext(core, context);
      const result = await authenticate(provider, query, context);
      if (result.outcome === 'redirected') return handled;
      if (result.outcome === 'failed') {
        return toSignIn(problemOf(result.message), next);
      }
      await beginSession(core, context, result.userId);
      return redirect(next);
    },
  };
}
