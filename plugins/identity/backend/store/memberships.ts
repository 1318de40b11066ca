import { asId, roles as allRoles, type OrgId, type Role, type UserId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Member, Org, OrgKind } from '../../contract';

interface MembershipRow {
  org_id: string;
  user_id: string;
  role: Role;
  created_at: number;
}

/** One user in one org, all roles together. */
export interface Membership {
  readonly org: Pick<Org, 'id' | 'name' | 'kind'>;
  readonly roles: readonly Role[];
  readonly joinedAt: number;
}
export type MemberWithDate = Member & { readonly joinedAt: number };

const inOrder = (held: Iterable<Role>): Role[] => {
  const set = new Set(held);
  return allRoles.filter(role => set.has(role));
};

export async function hasPlatformAdmin(db: Knex): Promise<boolean> {
  const role: Role = 'platform_admin';
  return (await db('memberships').where({ role }).first('user_id')) !== undefined;
}

/** Of a user, the org joined first in front; closed orgs have no members. */
export async function membershipsOf(
  db: Knex,
  userIds: readonly UserId[],
): Promise<Map<UserId, Membership[]>> {
  const rows = await db('memberships as m')
    .join('orgs as o', 'o.id', 'm.org_id')
    .whereIn('m.user_id', [...userIds])
    .orderBy(['m.created_at', 'o.id'])
    .select<Array<MembershipRow & { name: string; kind: OrgKind }>>(
      'm.user_id',
      'm.org_id',
      'm.role',
      'm.created_at',
      'o.name',
      'o.kind',
    );
  const groups = new Map<string, typeof rows>();
  for (const row of rows) {
    const key = `${row.user_id} ${row.org_id}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const found = new Map<UserId, Membership[]>();
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const userId = asId<UserId>(first.user_id);
    const list = found.get(userId) ?? [];
    list.push({
      org: { id: asId(first.org_id), name: first.name, kind: first.kind },
      roles: inOrder(group.map(row => row.role)),
      joinedAt: first.created_at,
    });
    found.set(userId, list);
  }
  return found;
}

/** By name. */
export async function membersOf(db: Knex, orgId: OrgId): Promise<MemberWithDate[]> {
  const rows = await db('memberships as m')
    .join('users as u', 'u.id', 'm.user_id')
    .where('m.org_id', orgId)
    .orderByRaw('lower(u.name), u.id, m.created_at')
    .select<Array<MembershipRow & { name: string; email: string }>>(
      'm.user_id',
      'm.role',
      'm.created_at',
      'u.name',
      'u.email',
    );
  const members = new Map<string, { -readonly [K in keyof MemberWithDate]: MemberWithDate[K] }>();
  for (const row of rows) {
    const known = members.get(row.user_id);
    if (known) known.roles = inOrder([...known.roles, row.role]);
    else {
      members.set(row.user_id, {
        userId: asId(row.user_id),
        name: row.name,
        email: row.email,
        roles: [row.role],
        joinedAt: row.created_at,
      });
    }
  }
  return [...members.values()];
}

/** Adds roles that are missing. @returns those added. */
export async function addRoles(
  db: Knex,
  orgId: OrgId,
  userId: UserId,
  roles: readonly Role[],
  at: number,
): Promise<Role[]> {
  if (roles.length === 0) return [];
  const added = await db<MembershipRow>('memberships')
    .insert(roles.map(role => ({ org_id: orgId, user_id: userId, role, created_at: at })))
    .onConflict(['org_id', 'user_id', 'role'])
    .ignore()
    .returning('role');
  return inOrder(added.map(row => row.role));
}

export async function removeRoles(
  db: Knex,
  orgId: OrgId,
  userId: UserId,
  roles: readonly Role[],
): Promise<void> {
  await db<MembershipRow>('memberships')
    .where({ org_id: orgId, user_id: userId })
    .whereIn('role', [...roles])
    .delete();
}
