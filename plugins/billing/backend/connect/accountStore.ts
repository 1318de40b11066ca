import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { StripeMode } from '../../contract';
import type { AccountStatus } from './accountState';

export interface StoredAccount extends AccountStatus {
  /** Stripe's id of it. */
  readonly id: string;
  readonly orgId: OrgId;
  /** Why Stripe's last payment to the bank failed. */
  readonly bankProblem: string | null;
  readonly updatedAt: number;
}

interface Row {
  id: string;
  state: StoredAccount['state'];
  missing: string;
  due_by: number | null;
  country: string | null;
  currency: string | null;
  bank_problem: string | null;
  updated_at: number;
}

const table = 'billing_payout_accounts';
const profiles = 'org_billing_profiles';

const toAccount = (row: Row & { org_id: OrgId }): StoredAccount => ({
  id: row.id,
  orgId: row.org_id,
  state: row.state,
  missing: JSON.parse(row.missing) as StoredAccount['missing'],
  dueBy: row.due_by,
  country: row.country,
  currency: row.currency,
  bankProblem: row.bank_problem,
  updatedAt: row.updated_at,
});

/** Accounts sellers are paid to, of one of Stripe's worlds. */
export function createAccountStore(mode: StripeMode) {
  const accounts = (db: Knex): Knex.QueryBuilder =>
    db(`${table} as a`)
      .join(`${profiles} as p`, 'p.stripe_connect_id', 'a.id')
      .where('p.stripe_mode', mode)
      .select('a.*', 'p.org_id');
  return {
    async ofOrg(db: Knex, orgId: OrgId): Promise<StoredAccount | null> {
      const row: (Row & { org_id: OrgId }) | undefined = await accounts(db).where('p.org_id', orgId).first();
      return row ? toAccount(row) : null;
    },

    /** How many accounts the org had before and took away. */
    async formerOf(db: Knex, orgId: OrgId): Promise<number> {
      const row: { former_accounts: number } | undefined = await db(profiles)
        .where({ org_id: orgId, stripe_mode: mode })
        .first('former_accounts');
      return row?.former_accounts ?? 0;
    },

    async find(db: Knex, accountId: string): Promise<StoredAccount | null> {
      const row: (Row & { org_id: OrgId }) | undefined = await accounts(db).where('a.id', accountId).first();
      return row ? toAccount(row) : null;
    },

    async all(db: Knex): Promise<Map<string, StoredAccount>> {
      const rows: Array<Row & { org_id: OrgId }> = await accounts(db);
      return new Map(rows.map(row => [row.org_id, toAccount(row)]));
    },

    /** Gives an org its account. */
    async insert(trx: Knex.Transaction, account: StoredAccount): Promise<void> {
      const { id, orgId, updatedAt: now } = account;
      await trx(table).insert({ id, ...columns(account) });
      await trx(profiles)
        .insert({ org_id: orgId, stripe_mode: mode, stripe_connect_id: id, created_at: now, updated_at: now })
        .onConflict(['org_id', 'stripe_mode'])
        .merge({ stripe_connect_id: id, updated_at: now });
    },

    async update(trx: Knex.Transaction, account: StoredAccount): Promise<void> {
      await trx(table).where({ id: account.id }).update(columns(account));
    },

    /** The org took the platform's access away: it has no account any more. */
    async detach(trx: Knex.Transaction, accountId: string, now: number): Promise<void> {
      await trx(profiles)
        .where({ stripe_mode: mode, stripe_connect_id: accountId })
        .update({ stripe_connect_id: null, updated_at: now })
        .increment('former_accounts', 1);
      await trx(table).where({ id: accountId }).delete();
    },
  };
}

const columns = (account: StoredAccount): Omit<Row, 'id'> => ({
  state: account.state,
  missing: JSON.stringify(account.missing),
  due_by: account.dueBy,
  country: account.country,
  currency: account.currency,
  bank_problem: account.bankProblem,
  updated_at: account.updatedAt,
});

export type AccountStore = ReturnType<typeof createAccountStore>;
