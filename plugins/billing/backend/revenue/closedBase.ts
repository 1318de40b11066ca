import type { Knex } from 'knex';
import { journalKind } from './postingKinds';
import type { Month } from './months';

/**
 * The base a closed month stands at now, every correction since its close included: what fee, shares and unallocated
 * add up to. Corrections by hand are not of the base.
 */
export async function closedBase(db: Knex, packId: string, month: Month, currency: string): Promise<bigint> {
  const row: { sum: string | null } | undefined = await db('ledger_entries as e')
    .join('ledger_postings as p', 'p.id', 'e.posting_id')
    .whereIn('e.account', ['platform_fee', 'seller_payable', 'unallocated'])
    .where({ 'e.pack_id': packId, 'e.month': month, 'e.currency': currency })
    .whereNot('p.kind', journalKind)
    .select(db.raw('cast(sum(e.amount) as text) as sum'))
    .first();
  return -BigInt(row?.sum ?? 0);
}
