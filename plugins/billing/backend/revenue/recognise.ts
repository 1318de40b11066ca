import type { DatabaseService, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Entry } from '../ledger/posting';
import { adjustmentEntries } from './adjust';
import { closedBase } from './closedBase';
import { findClosedPack, findFrozenPack, frozenContributions } from './closedMonths';
import { keepMonthsOpen } from './monthLock';
import type { Month } from './months';

/** Money for one pack's service month: above zero received, below returned to the buyer. Minor units. */
export interface RevenueCell {
  readonly packId: string;
  readonly month: Month;
  readonly currency: string;
  readonly amount: bigint;
}

/**
 * The revenue side of a posting about money that came or went back: `deferred_revenue` for months that are open, and
 * for closed ones the adjustment of fee, shares and what is unallocated. The entries add up to minus the cells' sum.
 * Post them in the same transaction, effective now, before asking again.
 */
export type Recognise = (trx: Knex.Transaction, cells: readonly RevenueCell[]) => Promise<Entry[]>;

const keyOf = ({ packId, month, currency }: RevenueCell) => [packId, month, currency].join('\u0000');

export function createRecognise({ dialect }: Pick<DatabaseService, 'dialect'>): Recognise {
  return async (trx, cells) => {
    await keepMonthsOpen(trx, dialect);
    const together = new Map<string, RevenueCell>();
    for (const cell of cells) {
      const key = keyOf(cell);
      together.set(key, { ...cell, amount: (together.get(key)?.amount ?? 0n) + cell.amount });
    }
    const entries: Entry[] = [];
    for (const [, cell] of [...together].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (cell.amount !== 0n) entries.push(...(await entriesOf(trx, cell)));
    return entries;
  };
}

async function entriesOf(trx: Knex.Transaction, cell: RevenueCell): Promise<Entry[]> {
  const { packId, month, currency, amount } = cell;
  const closed = await findClosedPack(trx, packId, month, currency);
  const frozen = closed && (await findFrozenPack(trx, month, packId));
  if (!frozen)
    return [{ account: 'deferred_revenue', packId: packId as PackId, month, currency, amount: -amount }];
  const contributions = await frozenContributions(trx, month, packId);
  const before = await closedBase(trx, packId, month, currency);
  const terms = { packId, month, currency, rate: frozen.rate, contributions };
  return adjustmentEntries(terms, before, before + amount).map(({ orgId, ...entry }): Entry => {
    return { ...entry, packId: packId as PackId, ...(orgId !== undefined && { orgId: orgId as OrgId }) };
  });
}
