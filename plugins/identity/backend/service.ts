import { asId, type AuditEntry, type OrgId, type Role, type UserId } from '@netcrab/plugin-api/backend';
import type { IdentityService, Org } from '../contract';
import type { IdentityCore } from './core';
import { ensureOrg } from './orgs/platform';
import { hashPassword } from './signIn/passwords';
import { addRoles, membersOf } from './store/memberships';
import { orgById, orgsByName, type StoredOrg } from './store/orgs';
import { insertUser, userByEmail, type User } from './store/users';

/** Changes other plugins ask for, such as an import or the demo. */
const system: Pick<AuditEntry, 'actor'> = { actor: { kind: 'system', id: 'identity' } };

const publicOrg = ({ id, name, kind, createdAt }: StoredOrg): Org => ({ id, name, kind, createdAt });

export function createIdentityService(core: IdentityCore): IdentityService {
  const { database, directory } = core;
  const { knex } = database;

  const sessionOrgs: IdentityService['sessionOrgs'] = async userId =>
    (await directory.person(userId))?.memberships.map(({ org }) => org) ?? [];

  return {
    async org(orgId) {
      const org = await orgById(knex, orgId);
      return org && publicOrg(org);
    },
    orgs: async ids => (await orgsByName(knex, ids)).map(publicOrg),
    ensureOrg: org => ensureOrg(core, org, system),
    ensureUser: user => ensureUser(core, user),
    async members(orgId) {
      const members = await membersOf(knex, orgId);
      return members.map(({ userId, name, email, roles }) => ({ userId, name, email, roles }));
    },
    sessionOrgs,
    async portalSession(principal) {
      if (principal.kind !== 'user') return null;
      const orgs = await sessionOrgs(principal.userId);
      return {
        user: { id: principal.userId, name: principal.name, email: principal.email },
        org: orgs.find(org => org.id === principal.orgId) ?? null,
        orgs,
        roles: [...principal.roles],
        permissions: [...principal.permissions],
      };
    },
  };
}

async function ensureUser(
  core: IdentityCore,
  { email, name, password, memberships }: Parameters<IdentityService['ensureUser']>[0],
): Promise<{ userId: UserId }> {
  const { database, clock, ids, directory } = core;
  const known = await userByEmail(database.knex, email);
  const user: User = known ?? {
    id: asId<UserId>(ids.uuid()),
    name,
    email,
    passwordHash: await hashPassword(password),
    // Whoever runs the portal vouches for those it makes.
    emailVerifiedAt: clock.now(),
    createdAt: clock.now(),
  };
  try {
    await database.transaction(async trx => {
      if (!known) await insertUser(trx, user);
      for (const { orgId, roles } of memberships) {
        const added = await addRoles(trx, orgId, user.id, roles, clock.now());
        if (added.length > 0) await core.audit.record(membershipAdded(user, orgId, added), trx);
      }
    });
  } catch (error) {
    // Another caller made the same user first.
    if (known || !database.isUniqueViolation(error)) throw error;
    return ensureUser(core, { email, name, password, memberships });
  }
  directory.changed(user.id);
  return { userId: user.id };
}

const membershipAdded = (user: User, orgId: OrgId, roles: readonly Role[]): AuditEntry => ({
  ...system,
  action: 'membership.added',
  orgId,
  target: { type: 'user', id: user.id, name: user.email },
  after: { roles },
});
