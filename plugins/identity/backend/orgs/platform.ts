import { asId, type AuditEntry, type OrgId } from '@netcrab/plugin-api/backend';
import { orgCreated, type Org, type OrgKind } from '../../contract';
import type { IdentityCore } from '../core';
import { membershipsOf } from '../store/memberships';
import { insertOrg, orgById, searchOrgs } from '../store/orgs';
import { searchUsers } from '../store/users';

interface Paged {
  readonly q: string;
  readonly page: number;
  readonly pageSize: number;
}

const window = ({ q, page, pageSize }: Paged) => ({ q, limit: pageSize, offset: (page - 1) * pageSize });

/** The org of this id: the one there is, unchanged, or a new one. */
export async function ensureOrg(
  core: IdentityCore,
  wanted: { readonly id?: string; readonly name: string; readonly kind: OrgKind },
  cause: Pick<AuditEntry, 'actor' | 'ip' | 'requestId'>,
): Promise<Org> {
  const { database, events, audit, clock, ids } = core;
  const { name, kind } = wanted;
  const org: Org = { id: asId<OrgId>(wanted.id ?? ids.uuid()), name, kind, createdAt: clock.now() };
  return database.transaction(async trx => {
    if (await insertOrg(trx, org)) {
      await audit.record(
        {
          ...cause,
          action: 'org.created',
          orgId: org.id,
          target: { type: 'org', id: org.id, name },
          after: { kind },
        },
        trx,
      );
      await events.publish(orgCreated, { orgId: org.id, kind }, { key: org.id, trx });
      return org;
    }
    const known = (await orgById(trx, org.id)) ?? org;
    return { id: known.id, name: known.name, kind: known.kind, createdAt: known.createdAt };
  });
}

export const listOrgs = (core: IdentityCore, query: Paged & { readonly kind?: OrgKind }) =>
  searchOrgs(core.database.knex, { ...window(query), kind: query.kind });

export async function listUsers(core: IdentityCore, query: Paged) {
  const { users, total } = await searchUsers(core.database.knex, window(query));
  const memberships = await membershipsOf(
    core.database.knex,
    users.map(user => user.id),
  );
  return {
    users: users.map(({ id, name, email, createdAt }) => ({
      id,
      name,
      email,
      createdAt,
      memberships: (memberships.get(id) ?? []).map(({ org, roles }) => ({ org, roles: [...roles] })),
    })),
    total,
  };
}
