import {
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  type RequestContext,
  type Role,
  type UserId,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { mayGrant, roleTitles, rolesOfKind, type OrgKind } from '../../contract';
import { actingForOrg, causedBy, sessionOf, type OrgPrincipal } from '../acting';
import type { IdentityCore } from '../core';
import { addRoles, membersOf, removeRoles, type MemberWithDate } from '../store/memberships';
import { lockOrg } from '../store/orgs';
import { assertNotLastAdmin } from './lastAdmin';

const noSuchMember = () => new NotFoundError('Your organisation has no such member.');

/** @throws ForbiddenError naming a role that is not the actor's to give or take. */
export function assertMayGrant(held: readonly Role[], roles: readonly Role[]): void {
  const refused = roles.find(role => !mayGrant(held, role));
  if (!refused) return;
  throw new ForbiddenError(
    `The role ${roleTitles[refused]} is for an admin of that side to give and take. Ask one of them.`,
  );
}

/** @throws InvalidRequestError naming a role that has no meaning in an org of this kind. */
export function assertFitsKind(kind: OrgKind, roles: readonly Role[]): void {
  const alien = roles.find(role => role !== 'platform_admin' && !rolesOfKind[kind].includes(role));
  if (!alien) return;
  const message = `Your organisation has no ${roleTitles[alien]}: it would have to be of kind both. Change that in its settings first.`;
  throw new InvalidRequestError(message, [{ field: 'body.roles', message }]);
}

interface Change {
  readonly action: 'membership.changed' | 'membership.removed' | 'membership.left';
  readonly userId: UserId;
  /** The roles the member shall have; none takes the membership away. */
  readonly roles: readonly Role[];
}

/** Sets a member's roles with the org locked: guards, writes and audits as one. */
async function setRoles(
  core: IdentityCore,
  trx: Knex.Transaction,
  actor: OrgPrincipal,
  { action, userId, roles }: Change,
  context: RequestContext,
): Promise<MemberWithDate> {
  const { orgId } = actor;
  const org = await lockOrg(trx, orgId);
  const members = await membersOf(trx, orgId);
  const member = members.find(one => one.userId === userId);
  if (!org || !member) throw noSuchMember();
  // Rights as they are now, not as they were when the request came in.
  const held = members.find(one => one.userId === actor.userId)?.roles ?? [];
  const adding = roles.filter(role => !member.roles.includes(role));
  const losing = member.roles.filter(role => !roles.includes(role));
  if (action !== 'membership.left') assertMayGrant(held, [...adding, ...losing]);
  assertFitsKind(org.kind, adding);
  assertNotLastAdmin(members, userId, losing);
  if (adding.length + losing.length === 0) return member;
  await removeRoles(trx, orgId, userId, losing);
  await addRoles(trx, orgId, userId, adding, member.joinedAt);
  await core.audit.record(
    {
      ...causedBy(context),
      action,
      orgId,
      target: { type: 'user', id: userId, name: member.email },
      before: { roles: member.roles },
      after: { roles },
    },
    trx,
  );
  return { ...member, roles };
}

/** @throws NotFoundError, ForbiddenError, ConflictError for the last admin. */
export async function changeRoles(
  core: IdentityCore,
  userId: UserId,
  roles: readonly Role[],
  context: RequestContext,
): Promise<MemberWithDate> {
  const actor = actingForOrg(context);
  const change: Change = { action: 'membership.changed', userId, roles };
  const member = await core.database.transaction(trx => setRoles(core, trx, actor, change, context));
  core.directory.changed(userId);
  return member;
}

/** @throws NotFoundError, ForbiddenError, ConflictError for the last admin. */
export async function removeMember(
  core: IdentityCore,
  userId: UserId,
  context: RequestContext,
): Promise<void> {
  const actor = actingForOrg(context);
  const change: Change = { action: 'membership.removed', userId, roles: [] };
  await core.database.transaction(trx => setRoles(core, trx, actor, change, context));
  core.directory.changed(userId);
}

/** The session goes on for another org of the user, if there is one. @throws ConflictError for the last admin. */
export async function leaveOrg(core: IdentityCore, context: RequestContext): Promise<void> {
  const actor = actingForOrg(context);
  const change: Change = { action: 'membership.left', userId: actor.userId, roles: [] };
  await core.database.transaction(trx => setRoles(core, trx, actor, change, context));
  core.directory.changed(actor.userId);
  const person = await core.directory.person(actor.userId);
  await sessionOf(context).setActiveOrg(person?.memberships[0]?.org.id ?? null);
}
