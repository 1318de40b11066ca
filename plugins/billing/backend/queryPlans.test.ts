import { statementsOf, testDatabases, wholeReads } from '@netcrab/backend/testing';
import { asId, type OrgId } from '@netcrab/plugin-api/backend';
import { testIds } from '@netcrab/plugin-api/testing';
import { statementsEndpoints } from '../contract';
import { createLedger } from './ledger/ledger';
import { payableEntries } from './statements/payableEntries';
import { statementsOf as allStatementsOf } from './statements/statementStore';
import { startBuyingPortal, type BuyingPortal } from './testing/buyingPortal';

const orgId = asId<OrgId>('acme');

describe.each(testDatabases)('queries of money on %s', kind => {
  let buying: BuyingPortal;
  beforeAll(async () => {
    buying = await startBuyingPortal(kind);
    await buying.buy('standard');
  });
  afterAll(() => buying.stop());
  // Everything is to be processed again.
  beforeEach(() => buying.db.knex('stripe_webhook_events').update({ state: 'received', next_attempt_at: 0 }));

  const ledger = () => createLedger({ clock: buying.clock, ids: testIds('plans') });
  const paths: Record<string, { readonly reads: string; readonly work: () => Promise<unknown> }> = {
    'a statement': {
      reads: 'statements',
      work: () =>
        buying.portal
          .client(statementsEndpoints, buying.as(['seller_admin']))
          .statement({ query: { month: '2026-10-01' } })
          .catch(() => null),
    },
    'all statements of an org': {
      reads: 'statements',
      work: () => allStatementsOf(buying.db.knex, orgId),
    },
    'what is owed to a seller in a month': {
      reads: 'ledger_entries',
      work: () => payableEntries(buying.db.knex, '2026-11', [orgId]),
    },
    'the events whose turn it is': {
      reads: 'stripe_webhook_events',
      work: () => buying.runJob('process-webhooks'),
    },
    'the balance of a seller': {
      reads: 'ledger_entries',
      work: () => ledger().balances(buying.db.knex, { account: 'seller_payable', orgId }),
    },
    'the balance of a pack and month': {
      reads: 'ledger_entries',
      work: () =>
        ledger().balances(buying.db.knex, {
          account: 'deferred_revenue',
          packId: asId('crm'),
          month: '2026-11',
        }),
    },
    'a payment with all its money': {
      reads: 'billing_payments',
      work: () => buying.runJob('process-webhooks'),
    },
  };

  it.each(Object.entries(paths))('read %s by an index', async (_, { reads, work }) => {
    const statements = await statementsOf(buying.db, work);
    expect(statements.map(({ sql }) => sql).join('\n')).toContain(reads);
    for (const statement of statements)
      expect({ sql: statement.sql, reads: await wholeReads(buying.db, statement) }).toEqual({
        sql: statement.sql,
        reads: [],
      });
  });
});
