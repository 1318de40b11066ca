import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { insertRows } from '../ledger/insertRows';
import { addMonths, type Month } from './months';
import type { BasisPoints, OrgContribution } from './share';

/** What a pack's month is shared by; it never changes. */
export interface FrozenPack {
  readonly rate: BasisPoints;
  readonly sessions: bigint;
  /** SHA-256 of contributions and rates, see {@link countsHash}. */
  readonly hash: string;
  readonly frozenAt: number;
}

/** A closed pack's month in one currency, as it was posted; minor units. */
export interface ClosedPack {
  readonly packId: PackId;
  readonly month: Month;
  readonly currency: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly pool: bigint;
  readonly unallocated: bigint;
  readonly sessions: bigint;
  readonly hash: string;
  readonly closedAt: number;
}

interface FrozenRow {
  month: Month;
  pack_id: string;
  basis_points: number;
  sessions: number;
  hash: string;
  frozen_at: number;
}

interface ContributionRow {
  month: Month;
  pack_id: string;
  org_id: OrgId;
  sessions: number;
  basis_points: number;
}

interface RevenueRow {
  pack_id: PackId;
  month: Month;
  currency: string;
  gross: number;
  fee: number;
  pool: number;
  unallocated: number;
  sessions: number;
  hash: string;
  closed_at: number;
}

const frozenTable = 'billing_frozen_packs';
const contributionTable = 'billing_frozen_contributions';
const revenueTable = 'marketplace_pack_revenue';
const monthTable = 'billing_closed_months';

const toClosed = (row: RevenueRow): ClosedPack => ({
  packId: row.pack_id,
  month: row.month,
  currency: row.currency,
  gross: BigInt(row.gross),
  fee: BigInt(row.fee),
  pool: BigInt(row.pool),
  unallocated: BigInt(row.unallocated),
  sessions: BigInt(row.sessions),
  hash: row.hash,
  closedAt: row.closed_at,
});

export async function findFrozenPack(db: Knex, month: Month, packId: string): Promise<FrozenPack | null> {
  const row = await db<FrozenRow>(frozenTable).where({ month, pack_id: packId }).first();
  if (!row) return null;
  return {
    rate: row.basis_points,
    sessions: BigInt(row.sessions),
    hash: row.hash,
    frozenAt: row.frozen_at,
  };
}

/** In order of org id. */
export async function frozenContributions(
  db: Knex,
  month: Month,
  packId: string,
): Promise<Array<OrgContribution & { readonly orgId: OrgId }>> {
  const rows = await db<ContributionRow>(contributionTable)
    .where({ month, pack_id: packId })
    .orderBy('org_id')
    .select('org_id', 'sessions', 'basis_points');
  return rows.map(row => ({ orgId: row.org_id, sessions: BigInt(row.sessions), rate: row.basis_points }));
}

/** Sessions by org and pack, as frozen. */
export async function frozenSessionsOfOrgs(
  db: Knex,
  month: Month,
  orgIds: readonly OrgId[],
): Promise<Map<OrgId, Map<string, number>>> {
  const rows = await db<ContributionRow>(contributionTable)
    .where({ month })
    .whereIn('org_id', [...orgIds])
    .where('sessions', '>', 0)
    .select('org_id', 'pack_id', 'sessions');
  const found = new Map<OrgId, Map<string, number>>();
  for (const { org_id: orgId, pack_id: packId, sessions } of rows) {
    const ofOrg = found.get(orgId) ?? new Map<string, number>();
    found.set(orgId, ofOrg.set(packId, sessions));
  }
  return found;
}

export async function insertFrozenPack(
  trx: Knex.Transaction,
  { month, packId }: { readonly month: Month; readonly packId: string },
  frozen: FrozenPack,
  contributions: readonly OrgContribution[],
): Promise<void> {
  await insertRows(
    trx,
    contributionTable,
    ['month', 'pack_id', 'org_id', 'sessions', 'basis_points'],
    contributions.map(({ orgId, sessions, rate }) => [month, packId, orgId, Number(sessions), rate]),
  );
  await trx<FrozenRow>(frozenTable).insert({
    month,
    pack_id: packId,
    basis_points: frozen.rate,
    sessions: Number(frozen.sessions),
    hash: frozen.hash,
    frozen_at: frozen.frozenAt,
  });
}

export async function findClosedPack(
  db: Knex,
  packId: string,
  month: Month,
  currency: string,
): Promise<ClosedPack | null> {
  const row = await db<RevenueRow>(revenueTable)
    .where({ pack_id: packId as PackId, month, currency })
    .first();
  return row ? toClosed(row) : null;
}

/** In order of pack and currency. */
export async function closedPacks(
  db: Knex,
  filter: { readonly month: Month; readonly currency?: string },
): Promise<ClosedPack[]> {
  const rows = await db<RevenueRow>(revenueTable).where(filter).orderBy(['pack_id', 'currency']);
  return rows.map(toClosed);
}

export async function insertClosedPack(trx: Knex.Transaction, pack: ClosedPack): Promise<void> {
  await trx<RevenueRow>(revenueTable).insert({
    pack_id: pack.packId,
    month: pack.month,
    currency: pack.currency,
    gross: Number(pack.gross),
    fee: Number(pack.fee),
    pool: Number(pack.pool),
    unallocated: Number(pack.unallocated),
    sessions: Number(pack.sessions),
    hash: pack.hash,
    closed_at: pack.closedAt,
  });
}

/** Epoch ms at which each closed month closed. */
export async function closedMonths(db: Knex): Promise<Map<Month, number>> {
  const rows: Array<{ month: Month; closed_at: number }> = await db(monthTable).orderBy('month');
  return new Map(rows.map(row => [row.month, row.closed_at]));
}

export async function monthClosedAt(db: Knex, month: Month): Promise<number | null> {
  const row = await db<{ month: Month; closed_at: number }>(monthTable).where({ month }).first();
  return row?.closed_at ?? null;
}

/**
 * The month after the last closed one; null while none is closed. Everything before it is closed, months that were never
 * closed by themselves too: what counts there would change the opening balance of a statement that is issued.
 */
export async function firstOpenMonth(db: Knex): Promise<Month | null> {
  const row = await db(monthTable).max<{ last: Month | null }>({ last: 'month' }).first();
  return row?.last ? addMonths(row.last, 1) : null;
}

export async function insertClosedMonth(
  trx: Knex.Transaction,
  month: Month,
  closedAt: number,
): Promise<void> {
  await trx(monthTable).insert({ month, closed_at: closedAt });
}
