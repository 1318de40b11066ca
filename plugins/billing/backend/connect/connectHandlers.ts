import { redirect, type Handlers } from '@netcrab/plugin-api/backend';
import type { connectEndpoints, PayoutAccount } from '../../contract';
import { actingSeller } from './actingSeller';
import type { StoredAccount } from './accountStore';
import { afterOnboarding, connectUrl, dashboardUrl, type Connecting } from './connect';

const noAccount: PayoutAccount = {
  state: 'not_started',
  missing: [],
  dueBy: null,
  country: null,
  currency: null,
  bankProblem: null,
  updatedAt: null,
};

export function accountView(account: StoredAccount | null): PayoutAccount {
  if (!account) return noAccount;
  const { state, missing, dueBy, country, currency, bankProblem, updatedAt } = account;
  return { state, missing, dueBy, country, currency, bankProblem, updatedAt };
}

export const connectHandlers = (connecting: Connecting): Handlers<typeof connectEndpoints> => ({
  async payoutAccount(_, context) {
    const { orgId } = actingSeller(context);
    return accountView(await connecting.accounts.ofOrg(connecting.database.knex, orgId));
  },
  async connectLink({ body }, context) {
    const { orgId, actor } = actingSeller(context);
    return { url: await connectUrl(connecting, orgId, body.country, actor) };
  },
  async connectCallback({ query }, context) {
    const { orgId } = actingSeller(context);
    return redirect(await afterOnboarding(connecting, orgId, query.outcome));
  },
  async payoutDashboardLink(_, context) {
    return { url: await dashboardUrl(connecting, actingSeller(context).orgId) };
  },
});
