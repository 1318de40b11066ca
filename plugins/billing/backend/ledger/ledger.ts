import type { Clock, Ids, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { LedgerAccount } from '../../contract';
import { firstOpenMonth } from '../revenue/closedMonths';
import { monthStart } from '../revenue/months';
import { findEntries, sumEntries, type LedgerEntry } from './entries';
import { insertRows } from './insertRows';
import { assertBalanced, ClosedMonthError, contentHash, PostingConflictError, type Posting } from './posting';

export interface EntryFilter {
  readonly account?: LedgerAccount;
  readonly orgId?: OrgId;
  readonly packId?: PackId;
  readonly month?: string;
  readonly currency?: string;
  readonly kind?: string;
  /** Effective at or after, epoch ms. */
  readonly from?: number;
  /** Effective before, epoch ms. */
  readonly until?: number;
}

export interface AccountBalance {
  readonly account: LedgerAccount;
  readonly currency: string;
  /** Minor units: debit positive, credit negative. */
  readonly balance: bigint;
}

/** The sum of some entries, by what they were asked to be told apart by. */
export interface Balance extends AccountBalance {
  readonly orgId: OrgId | null;
  readonly packId: PackId | null;
  readonly month: string | null;
}

export interface Ledger {
  /**
   * Posts once per key; a repeated one is compared with what was posted. Whoever dates a posting back keeps months from
   * closing meanwhile.
   * @throws InvalidPostingError, PostingConflictError; ClosedMonthError for one effective before the first open month
   */
  post(trx: Knex.Transaction, posting: Posting): Promise<'posted' | 'already'>;
  /** Balances that are not zero, per account, org, pack, month and currency. */
  balances(db: Knex, filter: EntryFilter): Promise<Balance[]>;
  /** Every account's balance at a moment (exclusive), and the sums, which are zero. */
  trialBalance(
    db: Knex,
    at: number,
  ): Promise<{ readonly accounts: AccountBalance[]; readonly sums: ReadonlyMap<string, bigint> }>;
  /** Newest first. */
  entries(
    db: Knex,
    filter: EntryFilter,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly entries: LedgerEntry[]; readonly total: number }>;
}

/**
 * The append-only ledger. Its functions take the transaction or connection to work on, so that a posting is committed
 * with what it is about or not at all.
 */
export function createLedger({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): Ledger {
  return {
    async post(trx, posting) {
      assertBalanced(posting);
      const hash = contentHash(posting);
      const id = ids.uuid();
      // A key that another transaction is posting is waited for; the loser inserts nothing.
      const inserted = await trx('ledger_postings')
        .insert({
          id,
          idempotency_key: posting.key,
          content_hash: hash,
          kind: posting.kind,
          description: posting.description,
          reference: JSON.stringify(posting.reference),
          effective_at: posting.effectiveAt,
          posted_at: clock.now(),
        })
        .onConflict('idempotency_key')
        .ignore()
        .returning('id');
      if (inserted.length === 0) {
        const known = await trx('ledger_postings')
          .where({ idempotency_key: posting.key })
          .first<{ content_hash: string }>('content_hash');
        if (known.content_hash !== hash) throw new PostingConflictError(posting.key);
        return 'already';
      }
      const openFrom = await firstOpenMonth(trx);
      if (openFrom !== null && posting.effectiveAt < monthStart(openFrom))
        throw new ClosedMonthError(posting.key, openFrom);
      await insertRows(
        trx,
        'ledger_entries',
        ['posting_id', 'line', 'account', 'org_id', 'pack_id', 'month', 'currency', 'amount'],
        posting.entries.map(({ account, orgId, packId, month, currency, amount }, line) => {
          return [id, line, account, orgId ?? null, packId ?? null, month ?? null, currency, Number(amount)];
        }),
      );
      return 'posted';
    },

    async balances(db, filter) {
      const by = ['account', 'org_id', 'pack_id', 'month', 'currency'] as const;
      const sums = await sumEntries(db, filter, by);
      return sums.map(({ row, sum }) => ({
        account: row.account,
        orgId: row.org_id,
        packId: row.pack_id,
        month: row.month,
        currency: row.currency,
        balance: sum,
      }));
    },

    async trialBalance(db, at) {
      const found = await sumEntries(db, { until: at }, ['account', 'currency']);
      const sums = new Map<string, bigint>();
      const accounts = found.map(({ row: { account, currency }, sum }) => {
        sums.set(currency, (sums.get(currency) ?? 0n) + sum);
        return { account, currency, balance: sum };
      });
      return { accounts, sums };
    },

    entries: findEntries,
  };
}
