import type {
  AppConfig,
  AuditActor,
  AuditService,
  Clock,
  DatabaseService,
  HttpService,
  Ids,
  Logger,
  PackId,
  SchedulerService,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { PacksService } from '@netcrab/plugin-pack-builder/contract';
import {
  connectEndpoints,
  payoutsEndpoints,
  reconciliationEndpoints,
  revenueEndpoints,
  statementsEndpoints,
} from '../contract';
import type { BillingConfig } from './config';
import { createAccountStore } from './connect/accountStore';
import { connectHandlers } from './connect/connectHandlers';
import { refreshAccounts, refreshAccountsJob } from './connect/refreshAccounts';
import { sellerEventHandlers } from './connect/sellerEvents';
import type { Ledger } from './ledger/ledger';
import { requestMonthlyRun } from './payouts/payoutRuns';
import { payoutHandlers } from './payouts/payoutHandlers';
import { workOnPayouts } from './payouts/workOnPayouts';
import { reconcileLately } from './reconciliation/reconcile';
import { reconcileJob, reconciliationHandlers } from './reconciliation/reconciliationHandlers';
import { closeMonth } from './revenue/closeMonth';
import { addMonths, monthOf } from './revenue/months';
import { createRateStore } from './revenue/rates';
import { revenueHandlers } from './revenue/revenueHandlers';
import { issueOutstanding } from './statements/issueStatements';
import { statementHandlers } from './statements/statementHandlers';
import type { StripeAccess } from './stripe/access';

export interface EarningServices {
  readonly app: AppConfig;
  readonly config: BillingConfig;
  readonly access: StripeAccess;
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditService;
  readonly logger: Logger;
  readonly ledger: Ledger;
  readonly scheduler: SchedulerService;
  readonly identity: IdentityService;
  readonly packs: PacksService | undefined;
  readonly titleOf: (packId: PackId) => string;
}

const system: AuditActor = { kind: 'system', id: 'billing' };

/** What earning is made of: months that close, payouts and statements; and the events about sellers' accounts. */
export function createEarning(services: EarningServices) {
  const { config, access } = services;
  const deps = {
    ...services,
    packs: services.packs ?? null,
    // Ids in the ledger are packs' own; a pack that is gone keeps its id for a title.
    titleOf: (packId: string) => services.titleOf(packId as PackId),
    rates: createRateStore(Math.round(config.platformFee * 10_000)),
    accounts: createAccountStore(access.mode),
    stripe: access,
    minimumPayout: config.minimumPayout,
    secondApproval: config.payoutApproval,
  };
  return {
    eventHandlers: sellerEventHandlers(deps, deps),

    serve(http: HttpService): void {
      http.serve(revenueEndpoints, revenueHandlers(deps));
      http.serve(connectEndpoints, connectHandlers(deps));
      http.serve(payoutsEndpoints, payoutHandlers(deps));
      http.serve(statementsEndpoints, statementHandlers(deps));
      http.serve(reconciliationEndpoints, reconciliationHandlers(deps));
    },

    schedule(): void {
      const { scheduler, clock } = services;
      scheduler.schedule({
        id: 'close-month',
        title: 'Close the month before, issue its statements and pay sellers',
        cron: '0 6 5 * *',
        async run({ input, progress }) {
          const asked = input as { readonly month: string; readonly by: AuditActor } | undefined;
          const month = asked?.month ?? addMonths(monthOf(clock.now()), -1);
          const closed = await closeMonth(deps, month, asked?.by ?? system, progress);
          await issueOutstanding(deps);
          if (asked) return { closed };
          const run = await requestMonthlyRun(deps, system);
          if (run?.state === 'running') await scheduler.runNow('pay-sellers', { trigger: 'event' });
          return { closed, payoutRun: run?.id ?? null };
        },
      });
      scheduler.schedule({
        id: 'pay-sellers',
        title: 'Pay approved payouts, and look for transfers that are in doubt',
        cron: '*/10 * * * *',
        async run({ progress }) {
          const finishedRuns = await workOnPayouts(deps, progress);
          if (finishedRuns > 0) await scheduler.runNow(reconcileJob, { trigger: 'event' });
          return { finishedRuns };
        },
      });
      scheduler.schedule({
        id: refreshAccountsJob,
        title: 'Ask Stripe where sellers’ payout accounts stand',
        cron: '0 4 * * *',
        run: () => refreshAccounts(deps, deps),
      });
      scheduler.schedule({
        id: reconcileJob,
        title: 'Compare Stripe’s balance with the ledger, and the ledger with itself',
        cron: '30 4 * * *',
        run: () => reconcileLately(deps),
      });
    },
  };
}
