import {
  asId,
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  type RequestContext,
  type UserId,
} from '@netcrab/plugin-api/backend';
import { causedBy, sessionOf } from '../acting';
import type { IdentityCore } from '../core';
import { hashPassword } from '../signIn/passwords';
import { beginSession } from '../signIn/signIn';
import { emailTaken } from '../signIn/signUp';
import type { Throttle } from '../signIn/throttle';
import { closeInvitation, type Invitation } from '../store/invitations';
import { addRoles } from '../store/memberships';
import { lockOrg, orgById } from '../store/orgs';
import { emailKey, insertUser, markEmailVerified, userByEmail, userById, type User } from '../store/users';
import { invitationOfToken } from './invitationToken';

const notOpen = () =>
  new NotFoundError(
    'This invitation is not open: it was accepted, revoked, or its time is over. Ask for a new one.',
  );

async function openByToken(core: IdentityCore, token: string): Promise<Invitation> {
  const { database, secrets, clock } = core;
  const invitation = await invitationOfToken(database.knex, secrets, token, clock.now());
  if (!invitation) throw notOpen();
  return invitation;
}

/** @throws NotFoundError for a token that opens nothing, RateLimitedError. */
export async function lookUpInvitation(
  core: IdentityCore,
  throttle: Throttle,
  token: string,
  { ip }: RequestContext,
) {
  throttle.address(ip);
  const invitation = await openByToken(core, token);
  const { knex } = core.database;
  const [org, account, inviter] = await Promise.all([
    orgById(knex, invitation.orgId),
    userByEmail(knex, invitation.email),
    invitation.invitedBy ? userById(knex, invitation.invitedBy) : null,
  ]);
  if (!org || org.closedAt !== null) throw notOpen();
  return {
    org: { id: org.id, name: org.name, kind: org.kind },
    email: invitation.email,
    roles: [...invitation.roles],
    invitedBy: inviter?.name ?? null,
    expiresAt: invitation.expiresAt,
    hasAccount: account !== null,
  };
}

export interface Acceptance {
  readonly token: string;
  readonly account?: { readonly name: string; readonly password: string };
}

/**
 * Joins the org as whoever is signed in, or as a new user. Only the invited address can join: a forwarded link lets
 * nobody else in.
 * @throws NotFoundError, ForbiddenError for another address, ConflictError when that address has an account to sign in with.
 */
export async function acceptInvitation(
  core: IdentityCore,
  throttle: Throttle,
  { token, account }: Acceptance,
  context: RequestContext,
): Promise<void> {
  throttle.address(context.ip);
  const invitation = await openByToken(core, token);
  const { principal } = context;
  if (principal.kind === 'user') {
    if (emailKey(principal.email) !== emailKey(invitation.email)) {
      throw new ForbiddenError(
        `This invitation is for ${invitation.email}, and you are signed in as ${principal.email}. Sign out first.`,
      );
    }
    await join(core, invitation, { userId: principal.userId }, context);
    await sessionOf(context).setActiveOrg(invitation.orgId);
    return;
  }
  if (await userByEmail(core.database.knex, invitation.email)) {
    throw new ConflictError(`${invitation.email} has an account. Sign in with it, then accept.`);
  }
  if (!account) {
    throw new InvalidRequestError('Send a name and a password for the new account.', [
      { field: 'body.account', message: 'Send a name and a password for the new account.' },
    ]);
  }
  const user: User = {
    id: asId<UserId>(core.ids.uuid()),
    name: account.name,
    email: invitation.email,
    passwordHash: await hashPassword(account.password),
    emailVerifiedAt: core.clock.now(),
    createdAt: core.clock.now(),
  };
  await join(core, invitation, { userId: user.id, create: user }, context);
  await beginSession(core, context, user.id, invitation.orgId);
}

async function join(
  core: IdentityCore,
  invitation: Invitation,
  { userId, create }: { readonly userId: UserId; readonly create?: User },
  context: RequestContext,
): Promise<void> {
  const { database, clock, audit, directory } = core;
  const now = clock.now();
  try {
    await database.transaction(async trx => {
      const org = await lockOrg(trx, invitation.orgId);
      if (!org || org.closedAt !== null) throw notOpen();
      // What makes a link count once, however many requests come at the same time.
      if (!(await closeInvitation(trx, invitation.id, 'accepted_at', now))) throw notOpen();
      if (create) await insertUser(trx, create);
      else await markEmailVerified(trx, userId, now);
      const added = await addRoles(trx, org.id, userId, invitation.roles, now);
      await audit.record(
        {
          ...causedBy(context),
          actor: { kind: 'user', id: userId, name: invitation.email },
          action: 'membership.added',
          orgId: org.id,
          target: { type: 'user', id: userId, name: invitation.email },
          after: { roles: added, invitationId: invitation.id },
        },
        trx,
      );
    });
  } catch (error) {
    throw database.isUniqueViolation(error) ? emailTaken() : error;
  }
  directory.changed(userId);
}
