import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { LedgerAccount } from '../../contract';
import type { EntryFilter } from './ledger';
import type { Entry } from './posting';

/** An entry with what its posting says of it. */
export interface LedgerEntry extends Entry {
  readonly postingId: string;
  readonly line: number;
  readonly key: string;
  readonly kind: string;
  readonly description: string;
  readonly reference: Readonly<Record<string, string>>;
  readonly effectiveAt: number;
  readonly postedAt: number;
}

interface Dimensions {
  account: LedgerAccount;
  org_id: OrgId | null;
  pack_id: PackId | null;
  month: string | null;
  currency: string;
}

interface Row extends Dimensions {
  posting_id: string;
  line: number;
  amount: number;
  idempotency_key: string;
  kind: string;
  description: string;
  reference: string;
  effective_at: number;
  posted_at: number;
}

function matching(db: Knex, filter: EntryFilter): Knex.QueryBuilder {
  const query = db('ledger_entries as e');
  const equal = {
    'e.account': filter.account,
    'e.org_id': filter.orgId,
    'e.pack_id': filter.packId,
    'e.month': filter.month,
    'e.currency': filter.currency,
  };
  for (const [column, value] of Object.entries(equal))
    if (value !== undefined) void query.where(column, value);
  const { kind, from, until } = filter;
  if (kind === undefined && from === undefined && until === undefined) return query;
  void query.join('ledger_postings as p', 'p.id', 'e.posting_id');
  if (kind !== undefined) void query.where('p.kind', kind);
  if (from !== undefined) void query.where('p.effective_at', '>=', from);
  if (until !== undefined) void query.where('p.effective_at', '<', until);
  return query;
}

/** Sums that are not zero, per combination of the columns, in their order. */
export async function sumEntries<Column extends keyof Dimensions>(
  db: Knex,
  filter: EntryFilter,
  by: readonly Column[],
): Promise<Array<{ readonly row: Pick<Dimensions, Column>; readonly sum: bigint }>> {
  const columns = by.map(column => `e.${column}`);
  // As text: a sum may be larger than a number is exact.
  const rows: Array<Pick<Dimensions, Column> & { sum: string }> = await matching(db, filter)
    .select(columns)
    .select(db.raw('cast(sum(e.amount) as text) as sum'))
    .groupBy(columns)
    .havingRaw('sum(e.amount) <> 0')
    .orderBy(columns);
  return rows.map(row => ({ row, sum: BigInt(row.sum) }));
}

export async function findEntries(
  db: Knex,
  filter: EntryFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly entries: LedgerEntry[]; readonly total: number }> {
  const narrowed = filter.from === undefined ? { ...filter, from: 0 } : filter;
  const rows: Row[] = await matching(db, narrowed)
    .select(
      'e.*',
      'p.idempotency_key',
      'p.kind',
      'p.description',
      'p.reference',
      'p.effective_at',
      'p.posted_at',
    )
    .orderBy([
      { column: 'p.effective_at', order: 'desc' },
      { column: 'p.id', order: 'desc' },
      { column: 'e.line', order: 'asc' },
    ])
    .limit(limit)
    .offset(offset);
  const counted = await matching(db, filter).count({ total: '*' }).first<{ total: number }>();
  return { entries: rows.map(toEntry), total: Number(counted.total) };
}

const toEntry = (row: Row): LedgerEntry => ({
  postingId: row.posting_id,
  line: row.line,
  key: row.idempotency_key,
  kind: row.kind,
  description: row.description,
  reference: JSON.parse(row.reference) as Record<string, string>,
  effectiveAt: row.effective_at,
  postedAt: row.posted_at,
  account: row.account,
  currency: row.currency,
  amount: BigInt(row.amount),
  ...(row.org_id !== null && { orgId: row.org_id }),
  ...(row.pack_id !== null && { packId: row.pack_id }),
  ...(row.month !== null && { month: row.month }),
});
