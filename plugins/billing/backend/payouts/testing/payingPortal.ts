import { asId, type DatabaseService, type OrgId } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { accountStatus } from '../../connect/accountState';
import { createAccountStore } from '../../connect/accountStore';
import { closeMonth } from '../../revenue/closeMonth';
import { startMoneyPortal } from '../../revenue/testing/moneyPortal';
import { dryRun, type Paying } from '../dryRun';
import { requestRun } from '../payoutRuns';
import { FakeTransfers } from './fakeTransfers';

export const system = { kind: 'system', id: 'billing' } as const;

/** The money portal with sellers' accounts and a Stripe that pays them. */
export async function startPayingPortal(kind: 'sqlite' | 'pg') {
  const money = await startMoneyPortal(kind);
  const stripe = new FakeTransfers();
  const accounts = createAccountStore('sandbox');
  const { logger } = money.portal.core;
  const paying = (database: DatabaseService = money.database): Paying => ({
    ...money,
    database,
    logger,
    accounts,
    stripe: { client: async () => stripe.client },
    minimumPayout: '10.00',
    secondApproval: false,
  });
  return {
    ...money,
    stripe,
    accounts,
    paying,
    /** Gives an org an account that stands so at Stripe. */
    async connect(orgId: string, parts: Partial<Stripe.Account> = {}): Promise<void> {
      const id = `acct_${orgId}`;
      stripe.account(id, parts);
      const status = accountStatus(await stripe.client.accounts.retrieve(id));
      const account = { ...status, id, orgId: asId<OrgId>(orgId), bankProblem: null, updatedAt: 0 };
      await money.database.transaction(async trx => {
        if (await accounts.find(trx, id)) await accounts.update(trx, account);
        else await accounts.insert(trx, account);
      });
    },
    close: (month: string) => closeMonth(money.closing, month, system),
    /** A run of what a dry run shows now. */
    async request(
      month: string,
      actor: { kind: 'user' | 'system'; id: string } = system,
      options: Partial<Paying> = {},
    ) {
      const all = { ...paying(), ...options };
      const { hash } = await dryRun(all, money.database.knex, month);
      return requestRun(all, { month, planHash: hash, reason: 'Test' }, actor);
    },
  };
}

export type PayingPortal = Awaited<ReturnType<typeof startPayingPortal>>;
