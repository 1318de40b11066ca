import { asId, type DatabaseService, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import type { PublishedPack } from '@netcrab/plugin-pack-builder/contract';
import { randomUUID } from 'node:crypto';
import knex from 'knex';
import Stripe from 'stripe';
import { migrations } from '../../../migrations';
import { accountStatus } from '../../connect/accountState';
import { createAccountStore } from '../../connect/accountStore';
import { createLedger } from '../../ledger/ledger';
import { closeMonth } from '../../revenue/closeMonth';
import type { Month } from '../../revenue/months';
import { createRateStore } from '../../revenue/rates';
import { createRecognise } from '../../revenue/recognise';
import { issueOutstanding } from '../../statements/issueStatements';
import type { Paying } from '../dryRun';
import { requestMonthlyRun } from '../payoutRuns';
import { workOnPayouts } from '../workOnPayouts';

export interface BooksOptions {
  /** SQLite file. */
  readonly file: string;
  readonly stripe: { readonly url: string; readonly secretKey: string };
  /** Epoch ms that the clock stands at. */
  readonly now: number;
}

const system = { kind: 'system', id: 'billing' } as const;
const sessions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  a: { acme: 6, globex: 3, initech: 1 },
  b: { acme: 1, initech: 5 },
};
export const sellers = ['acme', 'globex', 'initech'];

/** The books in a file that several processes use in turn, one of them until it is killed. */
export async function openBooks({ file, stripe: { url, secretKey }, now }: BooksOptions) {
  const db = knex({
    client: 'better-sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  const { hostname: host, port } = new URL(url);
  const stripe = new Stripe(secretKey, { host, port, protocol: 'http', maxNetworkRetries: 0 });
  const database: DatabaseService = {
    knex: db,
    dialect: 'sqlite',
    transaction: work => db.transaction(work),
    isUniqueViolation: () => false,
  };
  const clock = { now: () => now };
  const silent = () => undefined;
  const logger = { debug: silent, info: silent, warn: silent, error: silent, child: () => logger };
  const packs = Object.keys(sessions).map(packId => {
    return { packId, definition: { spec: {} } } as unknown as PublishedPack;
  });
  const ids = { uuid: () => randomUUID(), bytes: (length: number) => new Uint8Array(length) };
  const all = {
    database,
    clock,
    ids,
    logger,
    ledger: createLedger({ clock, ids }),
    audit: { record: async () => undefined, search: async () => [], verify: async () => null },
    rates: createRateStore(3_000),
    titleOf: (packId: string) => packId,
    packs: {
      list: () => packs,
      get: (packId: string) => packs.find(pack => pack.packId === packId) ?? null,
      contributions: async (_: string, packId?: PackId) =>
        Object.entries(sessions[packId ?? ''] ?? {}).map(([orgId, count]) => {
          return { packId: asId<PackId>(packId ?? ''), orgId: asId<OrgId>(orgId), sessions: count };
        }),
    },
    accounts: createAccountStore('sandbox'),
    stripe: { client: async () => stripe },
    minimumPayout: '10.00',
    secondApproval: false,
  } satisfies Paying & Record<string, unknown>;
  return {
    db,
    stripe,
    migrate: async () => {
      for (const migration of migrations) await migration.up(db, 'sqlite');
    },
    async connect(orgId: string, accountId: string): Promise<void> {
      const status = accountStatus(await stripe.accounts.retrieve(accountId));
      const account = {
        ...status,
        id: accountId,
        orgId: asId<OrgId>(orgId),
        bankProblem: null,
        updatedAt: now,
      };
      await db.transaction(trx => all.accounts.insert(trx, account));
    },
    async sell(month: Month): Promise<void> {
      const amounts = { a: 10_001n, b: 7_777n };
      const cells = Object.entries(amounts).map(([packId, amount]) => ({
        packId,
        month,
        currency: 'usd',
        amount,
      }));
      await db.transaction(async trx => {
        const entries = await createRecognise(database)(trx, cells);
        entries.push({ account: 'stripe_clearing', currency: 'usd', amount: 17_778n });
        const posting = { key: `sale:${month}`, kind: 'payment', description: 'Sale', reference: {} };
        await all.ledger.post(trx, { ...posting, effectiveAt: now, entries });
      });
    },
    /** What the fifth of a month does. */
    async monthly(month: Month): Promise<void> {
      await closeMonth(all, month, system);
      await issueOutstanding(all);
      await requestMonthlyRun(all, system);
      await workOnPayouts(all);
    },
    close: () => db.destroy(),
  };
}
