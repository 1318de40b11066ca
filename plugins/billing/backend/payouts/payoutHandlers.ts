import {
  auditActor,
  moneyToDecimal,
  type Handlers,
  type OrgId,
  type SchedulerService,
} from '@netcrab/plugin-api/backend';
import type { IdentityService } from '@netcrab/plugin-identity/contract';
import type { payoutsEndpoints, PayoutPlanView } from '../../contract';
import { actingSeller } from '../connect/actingSeller';
import { monthClosedAt } from '../revenue/closedMonths';
import { addMonths, type Month } from '../revenue/months';
import { actorNames } from '../actorNames';
import { dryRun, type Paying } from './dryRun';
import { payoutMonth } from './payoutMonth';
import { payoutPack } from './payoutPack';
import { decideRun, releasePayout, requestRun } from './payoutRuns';
import { countPayouts, countPayoutsByState, findPayouts } from './payoutStore';
import { payoutView, runView } from './payoutViews';
import { planDifference } from './planDifference';
import { listRuns, type StoredRun } from './runStore';
import { minimumText, sellerPayouts } from './sellerPayouts';

export interface PayoutDependencies extends Paying {
  readonly identity: Pick<IdentityService, 'orgs'>;
  readonly scheduler: Pick<SchedulerService, 'runNow'>;
}

const pageSize = 25;
const offsetOf = (page: number) => ({ limit: pageSize, offset: (page - 1) * pageSize });

export function payoutHandlers(deps: PayoutDependencies): Handlers<typeof payoutsEndpoints> {
  const { database, identity, scheduler, audit, minimumPayout, secondApproval } = deps;
  const db = database.knex;
  const nameOf = async (ids: readonly OrgId[]) => {
    const orgs = await identity.orgs([...new Set(ids)]);
    const names = new Map<string, string>(orgs.map(org => [org.id, org.name]));
    return (id: string) => names.get(id) ?? id;
  };
  async function viewRuns(runs: readonly StoredRun[]) {
    const actorName = await actorNames(
      audit,
      runs.flatMap(run => [run.requestedBy, run.decidedBy]),
    );
    return Promise.all(runs.map(async run => runView(run, await countPayoutsByState(db, run.id), actorName)));
  }
  const work = () => scheduler.runNow('pay-sellers');
  const decided = async (run: StoredRun) => {
    if (run.state === 'running') await work();
    return runView(
      run,
      await countPayoutsByState(db, run.id),
      await actorNames(audit, [run.requestedBy, run.decidedBy]),
    );
  };

  async function preview(month: Month): Promise<PayoutPlanView> {
    const plan = await dryRun(deps, db, month);
    const before = await findPayouts(db, { month: addMonths(month, -1) });
    const rows = planDifference(plan.payouts, before);
    const orgName = await nameOf(rows.map(row => row.orgId));
    const currencies = [...new Set(rows.map(row => row.currency))].sort();
    return {
      month,
      hash: plan.hash,
      closed: (await monthClosedAt(db, month)) !== null,
      payouts: rows.map(({ amount, lastMonth, ...row }) => {
        const decimal = (minor: bigint) => moneyToDecimal({ minor, currency: row.currency });
        return {
          ...row,
          orgName: orgName(row.orgId),
          amount: decimal(amount),
          lastMonth: lastMonth === null ? null : decimal(lastMonth),
          change: decimal(amount - (lastMonth ?? 0n)),
        };
      }),
      totals: currencies.map(currency => {
        const own = rows.filter(row => row.currency === currency);
        const sum = (of: (row: (typeof own)[number]) => bigint) =>
          moneyToDecimal({ minor: own.reduce((total, row) => total + of(row), 0n), currency });
        return {
          currency,
          toPay: sum(row => (row.decision === 'pay' ? row.amount : 0n)),
          pending: sum(row => (row.decision === 'pending' ? row.amount : 0n)),
          lastMonth: sum(row => row.lastMonth ?? 0n),
        };
      }),
    };
  }

  return {
    ownPayouts: (_, context) => sellerPayouts(deps, actingSeller(context).orgId),
    ownPayoutMonth: ({ params, query }, context) =>
      payoutMonth(deps, actingSeller(context).orgId, params.month, query.currency),
    ownPayoutPack: ({ params, query }, context) =>
      payoutPack(deps, actingSeller(context).orgId, params, query),
    previewPayouts: ({ query }) => preview(query.month),
    async listPayouts({ query: { page, orgId, ...rest } }) {
      const filter = { ...rest, orgId: orgId as OrgId | undefined };
      const found = await findPayouts(db, filter, offsetOf(page));
      const orgName = await nameOf(found.map(one => one.orgId));
      const payouts = found.map(one => {
        const shown = payoutView(one, minimumText(minimumPayout, one.currency));
        // Sellers read what it means for them, admins what Stripe said.
        const said = one.state === 'failed' || one.state === 'processing' ? one.message : null;
        return { ...shown, message: said ?? shown.message, orgName: orgName(one.orgId) };
      });
      return { payouts, total: await countPayouts(db, filter), pageSize };
    },
    async listPayoutRuns({ query }) {
      const { runs, total } = await listRuns(db, offsetOf(query.page));
      return { runs: await viewRuns(runs), total, pageSize, secondApproval };
    },
    requestPayoutRun: async ({ body }, context) =>
      decided(await requestRun(deps, body, auditActor(context.principal))),
    approvePayoutRun: async ({ params, body }, context) =>
      decided(await decideRun(deps, params.id, { approve: true, ...body }, auditActor(context.principal))),
    rejectPayoutRun: async ({ params, body }, context) =>
      decided(await decideRun(deps, params.id, { approve: false, ...body }, auditActor(context.principal))),
    async retryPayout({ params, body }, context) {
      const released = await releasePayout(deps, params.id, body.reason, auditActor(context.principal));
      await work();
      return payoutView(released, minimumText(minimumPayout, released.currency));
    },
  };
}
