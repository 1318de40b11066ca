import { asId, type OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Org, OrgKind } from '../../contract';
import { containing } from './users';

interface OrgRow {
  id: string;
  name: string;
  kind: OrgKind;
  created_at: number;
  closed_at: number | null;
}

export type StoredOrg = Org & { readonly closedAt: number | null };

const toOrg = (row: OrgRow): StoredOrg => ({
  id: asId(row.id),
  name: row.name,
  kind: row.kind,
  createdAt: row.created_at,
  closedAt: row.closed_at,
});

const orgs = (db: Knex) => db<OrgRow>('orgs');

export async function orgById(db: Knex, id: OrgId): Promise<StoredOrg | null> {
  const row = await orgs(db).where({ id }).first();
  return row ? toOrg(row) : null;
}

/**
 * The org, held until the transaction ends: changes of one org's members happen one after the other, so that two
 * admins cannot remove each other at once. (SQLite has one writer anyway.)
 */
export async function lockOrg(trx: Knex.Transaction, id: OrgId): Promise<StoredOrg | null> {
  const row = await orgs(trx).where({ id }).forUpdate().first();
  return row ? toOrg(row) : null;
}

export async function orgsByName(db: Knex, ids?: readonly OrgId[]): Promise<StoredOrg[]> {
  const all = orgs(db).orderByRaw('lower(name), id');
  return (await (ids ? all.whereIn('id', [...ids]) : all).select()).map(toOrg);
}

/** @returns whether it was created: false when there is one of that id. */
export async function insertOrg(db: Knex, org: Org): Promise<boolean> {
  const created = await orgs(db)
    .insert({ id: org.id, name: org.name, kind: org.kind, created_at: org.createdAt, closed_at: null })
    .onConflict('id')
    .ignore()
    .returning('id');
  return created.length === 1;
}

export async function updateOrg(db: Knex, id: OrgId, change: { name: string; kind: OrgKind }): Promise<void> {
  await orgs(db).where({ id }).update(change);
}

export async function closeOrg(db: Knex, id: OrgId, at: number): Promise<void> {
  await orgs(db).where({ id }).update({ closed_at: at });
}

/** A page of orgs by name, with their number of members. */
export async function searchOrgs(
  db: Knex,
  { q, kind, limit, offset }: { q: string; kind?: OrgKind; limit: number; offset: number },
): Promise<{ orgs: Array<StoredOrg & { members: number }>; total: number }> {
  const matching = () => {
    const all = orgs(db);
    if (kind) void all.where({ kind });
    if (q !== '') {
      void all.where(either =>
        either.whereRaw("lower(name) like ? escape '\\'", [containing(q)]).orWhere({ id: q }),
      );
    }
    return all;
  };
  const [rows, counted] = await Promise.all([
    matching().orderByRaw('lower(name), id').limit(limit).offset(offset).select(),
    matching().count({ total: '*' }).first(),
  ]);
  const members = await db('memberships')
    .whereIn(
      'org_id',
      rows.map(row => row.id),
    )
    .groupBy('org_id')
    .countDistinct({ members: 'user_id' })
    .select<Array<{ org_id: string; members: number | string }>>('org_id');
  const countOf = new Map(members.map(row => [row.org_id, Number(row.members)]));
  return {
    orgs: rows.map(row => ({ ...toOrg(row), members: countOf.get(row.id) ?? 0 })),
    total: Number(counted?.total ?? 0),
  };
}
