import {
  NotFoundError,
  UnauthorizedError,
  type OrgId,
  type RequestContext,
  type UserId,
} from '@netcrab/plugin-api/backend';
import { demoPersonas, type DemoPersonaId } from '../../contract';
import { sessionOf, signedIn } from '../acting';
import type { IdentityCore } from '../core';
import { userByEmail } from '../store/users';
import type { Credentials } from './localStrategy';
import type { Throttle } from './throttle';

/** Starts a session of its own for the user, who acts for the org they joined first, or the one named. */
export async function beginSession(
  core: IdentityCore,
  context: RequestContext,
  userId: UserId,
  orgId?: OrgId,
): Promise<void> {
  const person = await core.directory.person(userId);
  await sessionOf(context).signIn(userId, orgId ?? person?.memberships[0]?.org.id ?? null);
}

/** @throws UnauthorizedError, the same for an unknown address and a wrong password; RateLimitedError. */
export async function signIn(
  core: IdentityCore,
  throttle: Throttle,
  credentials: Credentials,
  context: RequestContext,
): Promise<void> {
  throttle.password(credentials.email, context.ip);
  const result = await sessionOf(context).authenticate('local', { credentials });
  if (result.outcome !== 'user') {
    throw new UnauthorizedError(
      'No account has this e-mail and password. Check both, or choose a new password by mail.',
    );
  }
  await beginSession(core, context, result.userId);
}

/** @throws NotFoundError where there is no demo. */
export async function demoSignIn(
  core: IdentityCore,
  personaId: DemoPersonaId,
  context: RequestContext,
): Promise<void> {
  if (!core.app.demo) throw new NotFoundError('This portal runs no demo. Sign in with an account.');
  const persona = demoPersonas.find(({ id }) => id === personaId);
  const user = persona && (await userByEmail(core.database.knex, persona.email));
  if (!user) throw new NotFoundError('The demo is still being prepared. Try again in a moment.');
  await beginSession(core, context, user.id);
}

/** @throws NotFoundError for an org the user does not belong to. */
export async function setActiveOrg(
  core: IdentityCore,
  orgId: string,
  context: RequestContext,
): Promise<void> {
  const { userId } = signedIn(context);
  const person = await core.directory.person(userId);
  const membership = person?.memberships.find(({ org }) => org.id === orgId);
  if (!membership) throw new NotFoundError('You do not belong to an organisation of this id.');
  await sessionOf(context).setActiveOrg(membership.org.id);
}
