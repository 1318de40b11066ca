import { auditActor, ConflictError, type Handlers, type SchedulerService } from '@netcrab/plugin-api/backend';
import type { revenueEndpoints } from '../../contract';
import type { AccountStore } from '../connect/accountStore';
import { actingSeller } from '../connect/actingSeller';
import { addMonths, monthEnd } from './months';
import { closedPackViews, revenueMonths } from './overview';
import { earningCurrency, projectRevenue, type Projecting } from './projection';
import { addRate, decimalRate, listRates, type RateAdministration } from './rateAdministration';

export interface RevenueDependencies extends Projecting, RateAdministration {
  readonly accounts: AccountStore;
  readonly scheduler: Pick<SchedulerService, 'runNow'>;
}

export const revenueHandlers = (deps: RevenueDependencies): Handlers<typeof revenueEndpoints> => ({
  async revenueProjection({ query }, context) {
    const { orgId } = actingSeller(context);
    const account = await deps.accounts.ofOrg(deps.database.knex, orgId);
    const currency = query.currency ?? (await earningCurrency(deps, orgId, account?.currency ?? 'usd'));
    return projectRevenue(deps, orgId, currency);
  },
  listRevenueMonths: async ({ query }) => ({ months: await revenueMonths(deps, query.months) }),
  revenueMonthPacks: async ({ params }) => ({
    packs: await closedPackViews(deps, params.month, deps.titleOf),
  }),
  async closeMonth({ params: { month } }, context) {
    if (deps.clock.now() < monthEnd(month))
      throw new ConflictError(`${month} is not over. It can be closed from ${addMonths(month, 1)}-01 on.`);
    return {
      runId: await deps.scheduler.runNow('close-month', {
        input: { month, by: auditActor(context.principal) },
      }),
    };
  },
  listRates: async () => ({ rates: await listRates(deps), configured: decimalRate(deps.rates.configured) }),
  addRate: ({ body }, context) => addRate(deps, body, auditActor(context.principal)),
});
