import { NotFoundError, type RequestContext, type UserId } from '@netcrab/plugin-api/backend';
import type { Profile, SessionView } from '../../contract';
import { sessionOf, signedIn } from '../acting';
import type { IdentityCore } from '../core';
import { membershipsOf } from '../store/memberships';
import { providerIdentities, renameUser, userById, type User } from '../store/users';

/** @throws NotFoundError when the account was deleted meanwhile. */
export async function ownUser(core: IdentityCore, context: RequestContext): Promise<User> {
  const user = await userById(core.database.knex, signedIn(context).userId);
  if (!user) throw new NotFoundError('This account does not exist any more.');
  return user;
}

const membershipsOfOne = async (core: IdentityCore, userId: UserId) =>
  (await membershipsOf(core.database.knex, [userId])).get(userId) ?? [];

export async function profile(core: IdentityCore, context: RequestContext): Promise<Profile> {
  const user = await ownUser(core, context);
  const [memberships, identities] = await Promise.all([
    membershipsOfOne(core, user.id),
    providerIdentities(core.database.knex, user.id),
  ]);
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    hasPassword: user.passwordHash !== null,
    providers: identities.map(identity => identity.provider),
    createdAt: user.createdAt,
    memberships: memberships.map(({ org, roles }) => ({ org, roles: [...roles] })),
  };
}

export async function updateProfile(
  core: IdentityCore,
  { name }: { readonly name: string },
  context: RequestContext,
): Promise<Profile> {
  const { userId } = signedIn(context);
  await renameUser(core.database.knex, userId, name);
  core.directory.changed(userId);
  return profile(core, context);
}

export async function listSessions(core: IdentityCore, context: RequestContext): Promise<SessionView[]> {
  const sessions = await core.auth.listSessions(signedIn(context).userId);
  const current = sessionOf(context).id;
  return sessions.map(session => ({ ...session, current: session.id === current }));
}

/** @throws NotFoundError for a session that ended or is somebody else's. */
export async function endSession(core: IdentityCore, id: string, context: RequestContext): Promise<void> {
  const { userId } = signedIn(context);
  const session = sessionOf(context);
  if (session.id === id) return session.signOut();
  const ended = await core.auth.endSessions(userId, { id });
  if (ended === 0) throw new NotFoundError('You have no such session; it may have ended.');
}

export const endOtherSessions = (core: IdentityCore, context: RequestContext): Promise<number> =>
  core.auth.endSessions(signedIn(context).userId, { except: sessionOf(context).id });
