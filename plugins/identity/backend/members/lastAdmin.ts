import { ConflictError, type Role, type UserId } from '@netcrab/plugin-api/backend';
import { adminRoles, roleTitles } from '../../contract';

type Holder = { readonly userId: UserId; readonly roles: readonly Role[] };

/** Admin roles that only this member holds. */
export const solelyHeld = (members: readonly Holder[], userId: UserId): Role[] =>
  adminRoles.filter(role => {
    const holders = members.filter(member => member.roles.includes(role));
    return holders.length === 1 && holders[0]?.userId === userId;
  });

/**
 * An org keeps an admin of every side it has one of. Call it with the org locked, see `lockOrg`.
 * @param losing roles the member is about to lose.
 * @throws ConflictError naming the role.
 */
export function assertNotLastAdmin(
  members: readonly Holder[],
  userId: UserId,
  losing: readonly Role[],
): void {
  const last = solelyHeld(members, userId).find(role => losing.includes(role));
  if (!last) return;
  throw new ConflictError(
    `This would leave the organisation without a ${roleTitles[last]}. Make another member ${roleTitles[last]} first.`,
  );
}
