import { ConflictError, NotFoundError, type AuditActor, type OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { monthClosedAt } from '../revenue/closedMonths';
import { addMonths, monthOf, type Month } from '../revenue/months';
import { dryRun, type Paying } from './dryRun';
import { layOutPayouts } from './layOutPayouts';
import { findPayoutForUpdate, findPayouts, updatePayout, type StoredPayout } from './payoutStore';
import { findRunForUpdate, findRuns, insertRun, updateRun, type StoredRun } from './runStore';

async function record(
  { audit }: Paying,
  trx: Knex.Transaction,
  action: string,
  actor: AuditActor,
  run: StoredRun,
): Promise<void> {
  const { month, planHash: hash, state, reason } = run;
  const target = { type: 'payout-run', id: run.id };
  await audit.record({ action, actor, target, after: { month, planHash: hash, state, reason } }, trx);
}

const stale = 'The balances or accounts have changed since. Look at the dry run again.';

/**
 * Asks for a run of what a dry run showed; it waits for a second person where the configuration wants one.
 * @throws ConflictError for a month that is not the last closed one, a plan that does not hold any more, and while another
 * run is under way
 */
export async function requestRun(
  paying: Paying,
  request: { readonly month: Month; readonly planHash: string; readonly reason: string },
  actor: AuditActor,
): Promise<StoredRun> {
  const { database, clock, ids, secondApproval } = paying;
  const { month, reason } = request;
  return database.transaction(async trx => {
    if ((await monthClosedAt(trx, month)) === null)
      throw new ConflictError(`${month} is not closed. Close it first.`);
    if ((await monthClosedAt(trx, addMonths(month, 1))) !== null)
      throw new ConflictError(`A later month than ${month} is closed. Its run pays what is left.`);
    const waiting = await findRuns(trx, { state: 'awaiting_approval' });
    const running = await findRuns(trx, { state: 'running' });
    if (waiting.length + running.length > 0)
      throw new ConflictError('Another run is under way. Wait for it, or reject it.');
    const plan = await dryRun(paying, trx, month);
    if (plan.hash !== request.planHash) throw new ConflictError(stale);
    const run: StoredRun = {
      id: ids.uuid(),
      month,
      state: secondApproval ? 'awaiting_approval' : 'running',
      planHash: request.planHash,
      requestedBy: actor.id,
      decidedBy: null,
      reason,
      createdAt: clock.now(),
      finishedAt: null,
    };
    await insertRun(trx, run);
    await record(paying, trx, 'payout-run.requested', actor, run);
    if (!secondApproval) await layOutPayouts(paying, trx, run, plan);
    return run;
  });
}

/**
 * Approves or rejects a run that waits.
 * @throws NotFoundError; ConflictError when it does not wait, when its plan does not hold any more, and for the one who
 * asked for it
 */
export async function decideRun(
  paying: Paying,
  id: string,
  decision: { readonly approve: boolean; readonly reason: string },
  actor: AuditActor,
): Promise<StoredRun> {
  const { database, clock } = paying;
  return database.transaction(async trx => {
    const run = await findRunForUpdate(trx, id);
    if (!run) throw new NotFoundError('There is no payout run of this id.');
    if (run.state !== 'awaiting_approval') throw new ConflictError('The run does not wait for approval.');
    const { approve, reason } = decision;
    if (approve && run.requestedBy === actor.id)
      throw new ConflictError('A second person has to approve what you asked for.');
    const plan = await dryRun(paying, trx, run.month);
    if (approve && plan.hash !== run.planHash) throw new ConflictError(stale);
    const decided: StoredRun = {
      ...run,
      state: approve ? 'running' : 'rejected',
      decidedBy: actor.id,
      reason,
      finishedAt: approve ? null : clock.now(),
    };
    await updateRun(trx, decided);
    await record(paying, trx, approve ? 'payout-run.approved' : 'payout-run.rejected', actor, decided);
    if (approve) await layOutPayouts(paying, trx, decided, plan);
    return decided;
  });
}

/**
 * Releases a failed or waiting payout for another try; the job makes it.
 * @throws NotFoundError; ConflictError for one that cannot be tried
 */
export async function releasePayout(
  { database, clock, audit }: Paying,
  id: string,
  reason: string,
  actor: AuditActor,
): Promise<StoredPayout> {
  return database.transaction(async trx => {
    const payout = await findPayoutForUpdate(trx, id);
    if (!payout) throw new NotFoundError('There is no payout of this id.');
    if (payout.state !== 'failed' && payout.state !== 'pending')
      throw new ConflictError(
        `The payout is ${payout.state}. Only failed and waiting ones can be tried again.`,
      );
    const released: StoredPayout = {
      ...payout,
      state: 'pending',
      reason: null,
      message: null,
      updatedAt: clock.now(),
    };
    await updatePayout(trx, released);
    const target = { type: 'payout', id };
    await audit.record(
      {
        action: 'payout.released',
        actor,
        orgId: payout.orgId,
        target,
        before: { state: payout.state, reason: payout.reason },
        after: { reason },
      },
      trx,
    );
    return released;
  });
}

const waitedForAccount: readonly (string | null)[] = [
  'no_account',
  'account_in_review',
  'account_restricted',
];

/**
 * Releases what waited for a seller's account, now that it can be paid to. Where a second person has to approve, an
 * admin releases it.
 */
export async function releaseWaiting(paying: Paying, orgId: OrgId): Promise<void> {
  const { database, accounts, secondApproval } = paying;
  if (secondApproval || (await accounts.ofOrg(database.knex, orgId))?.state !== 'enabled') return;
  for (const { id, reason } of await findPayouts(database.knex, { orgId, state: 'pending' }))
    if (waitedForAccount.includes(reason))
      await releasePayout(paying, id, 'The payout account was enabled', { kind: 'system', id: 'billing' });
}

/** The month before, for the monthly run; null when a run was made for it already. */
export async function requestMonthlyRun(paying: Paying, actor: AuditActor): Promise<StoredRun | null> {
  const { database, clock } = paying;
  const month = addMonths(monthOf(clock.now()), -1);
  const runs = await findRuns(database.knex, { month });
  if (runs.some(run => run.state !== 'rejected')) return null;
  const { hash } = await dryRun(paying, database.knex, month);
  return requestRun(paying, { month, planHash: hash, reason: 'Monthly run' }, actor);
}
