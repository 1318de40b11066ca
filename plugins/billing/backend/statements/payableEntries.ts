import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { monthEnd, monthStart, type Month } from '../revenue/months';

/** A change of what is owed to a seller. */
export interface PayableEntry {
  readonly orgId: OrgId;
  readonly currency: string;
  /** Above zero: owed to the seller. Minor units. */
  readonly amount: bigint;
  readonly packId: string | null;
  /** The service month it belongs to, where it has one. */
  readonly month: Month | null;
  readonly key: string;
  readonly kind: string;
  readonly description: string;
  readonly reference: Readonly<Record<string, string>>;
  readonly effectiveAt: number;
}

interface Row {
  org_id: OrgId;
  currency: string;
  amount: number;
  pack_id: string | null;
  month: Month | null;
  idempotency_key: string;
  kind: string;
  description: string;
  reference: string;
  effective_at: number;
}

/** Of some orgs within a month, oldest first; what decides among equal times is the same at every reading. */
export async function payableEntries(
  db: Knex,
  month: Month,
  orgIds: readonly OrgId[],
): Promise<PayableEntry[]> {
  const rows: Row[] = await db('ledger_entries as e')
    .join('ledger_postings as p', 'p.id', 'e.posting_id')
    .where('e.account', 'seller_payable')
    .whereIn('e.org_id', [...orgIds])
    .where('p.effective_at', '>=', monthStart(month))
    .where('p.effective_at', '<', monthEnd(month))
    .orderBy(['p.effective_at', 'p.idempotency_key', 'e.line'])
    .select(
      'e.org_id',
      'e.currency',
      'e.amount',
      'e.pack_id',
      'e.month',
      'p.idempotency_key',
      'p.kind',
      'p.description',
      'p.reference',
      'p.effective_at',
    );
  return rows.map(row => ({
    orgId: row.org_id,
    currency: row.currency,
    amount: -BigInt(row.amount),
    packId: row.pack_id,
    month: row.month,
    key: row.idempotency_key,
    kind: row.kind,
    description: row.description,
    reference: JSON.parse(row.reference) as Record<string, string>,
    effectiveAt: row.effective_at,
  }));
}
