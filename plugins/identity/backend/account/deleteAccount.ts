import {
  ConflictError,
  InvalidRequestError,
  type OrgId,
  type RequestContext,
} from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { orgClosed, type DeletionPreview, type Org } from '../../contract';
import { causedBy, sessionOf } from '../acting';
import type { IdentityCore } from '../core';
import { solelyHeld } from '../members/lastAdmin';
import type { Throttle } from '../signIn/throttle';
import { forgetInvited } from '../store/invitations';
import { membersOf, membershipsOf, removeRoles } from '../store/memberships';
import { closeOrg, lockOrg } from '../store/orgs';
import { eraseUser, type User } from '../store/users';
import { provePassword } from './changePassword';
import { ownUser } from './profile';

type OrgView = Pick<Org, 'id' | 'name' | 'kind'>;
type Fate = 'blockedBy' | 'closes' | 'leaves';

/** What becomes of an org when the user goes. */
async function fateOf(db: Knex, orgId: OrgId, user: User): Promise<Fate> {
  const members = await membersOf(db, orgId);
  if (members.length === 1) return 'closes';
  return solelyHeld(members, user.id).length > 0 ? 'blockedBy' : 'leaves';
}

async function orgsOf(db: Knex, user: User): Promise<OrgView[]> {
  return ((await membershipsOf(db, [user.id])).get(user.id) ?? []).map(({ org }) => org);
}

export async function previewDeletion(core: IdentityCore, context: RequestContext): Promise<DeletionPreview> {
  const user = await ownUser(core, context);
  const preview: Record<Fate, OrgView[]> = { blockedBy: [], closes: [], leaves: [] };
  for (const org of await orgsOf(core.database.knex, user)) {
    preview[await fateOf(core.database.knex, org.id, user)].push(org);
  }
  return { ...preview, hasPassword: user.passwordHash !== null };
}

/**
 * Erases the person. The audit log, which cannot be altered, keeps what they did; orgs that nobody else belongs to are
 * closed.
 * @throws ConflictError while an org with other members would lose its last admin; InvalidRequestError for the password.
 */
export async function deleteAccount(
  core: IdentityCore,
  throttle: Throttle,
  { password }: { readonly password?: string },
  context: RequestContext,
): Promise<void> {
  const { database, directory, auth } = core;
  const user = await ownUser(core, context);
  if (user.passwordHash !== null) {
    if (password === undefined) {
      const message = 'Enter your password to delete the account.';
      throw new InvalidRequestError(message, [{ field: 'body.password', message }]);
    }
    await provePassword(throttle, user, { field: 'password', password }, context);
  }
  await database.transaction(trx => erase(core, trx, user, context));
  directory.changed(user.id);
  await auth.endSessions(user.id, { except: null });
  await sessionOf(context).signOut();
}

async function erase(
  core: IdentityCore,
  trx: Knex.Transaction,
  user: User,
  context: RequestContext,
): Promise<void> {
  const { audit, events, clock } = core;
  const now = clock.now();
  // In one order everywhere, so that two deletions cannot wait for each other.
  const orgs = (await orgsOf(trx, user)).sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const org of orgs) {
    await lockOrg(trx, org.id);
    const fate = await fateOf(trx, org.id, user);
    if (fate === 'blockedBy') {
      throw new ConflictError(`${org.name} would be left without an admin. Make another member admin first.`);
    }
    const members = await membersOf(trx, org.id);
    const roles = members.find(member => member.userId === user.id)?.roles ?? [];
    await removeRoles(trx, org.id, user.id, roles);
    const target = { type: 'user', id: user.id };
    const cause = { ...causedBy(context), actor: { kind: 'user', id: user.id } as const, orgId: org.id };
    await audit.record({ ...cause, action: 'membership.left', target, before: { roles } }, trx);
    if (fate === 'leaves') continue;
    await closeOrg(trx, org.id, now);
    await audit.record(
      { ...cause, action: 'org.closed', target: { type: 'org', id: org.id, name: org.name } },
      trx,
    );
    await events.publish(orgClosed, { orgId: org.id }, { key: org.id, trx });
  }
  await forgetInvited(trx, user.email, now);
  await eraseUser(trx, user.id, now);
  await audit.record(
    {
      ...causedBy(context),
      actor: { kind: 'user', id: user.id },
      action: 'user.deleted',
      target: { type: 'user', id: user.id },
    },
    trx,
  );
}
