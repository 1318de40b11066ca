import { NotFoundError, type AuditEntry, type UserId } from '@netcrab/plugin-api/backend';
import type { Org } from '../../contract';
import type { IdentityCore } from '../core';
import { addRoles } from '../store/memberships';
import { userByEmail } from '../store/users';
import { ensureOrg } from './platform';

const platform = { id: 'platform', name: 'Platform', kind: 'both' } as const;

/**
 * Makes a user who has signed up an admin of the platform, as a member of the platform's own org. Idempotent.
 * @throws NotFoundError when nobody of that address has signed up.
 */
export async function appointAdmin(
  core: IdentityCore,
  email: string,
  cause: Pick<AuditEntry, 'actor' | 'ip' | 'requestId'>,
): Promise<{ userId: UserId; org: Org }> {
  const { database, clock, audit, directory } = core;
  const user = await userByEmail(database.knex, email);
  if (!user) throw new NotFoundError(`Nobody has signed up as ${email}. Sign up at /sign-up first.`);
  const org = await ensureOrg(core, platform, cause);
  await database.transaction(async trx => {
    const added = await addRoles(trx, org.id, user.id, ['platform_admin'], clock.now());
    if (added.length === 0) return;
    await audit.record(
      {
        ...cause,
        action: 'membership.added',
        orgId: org.id,
        target: { type: 'user', id: user.id, name: user.email },
        after: { roles: added },
      },
      trx,
    );
  });
  directory.changed(user.id);
  return { userId: user.id, org };
}
