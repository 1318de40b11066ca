import type { Paying } from './dryRun';
import { openPayoutIds } from './payoutStore';
import { findRunForUpdate, findRuns, updateRun, type StoredRun } from './runStore';
import { settlePayout } from './settlePayout';

async function finishRuns({ database, clock }: Paying, runs: readonly StoredRun[]): Promise<number> {
  let finished = 0;
  for (const { id } of runs)
    await database.transaction(async trx => {
      const run = await findRunForUpdate(trx, id);
      if (run?.state !== 'running') return;
      await updateRun(trx, { ...run, state: 'finished', finishedAt: clock.now() });
      finished += 1;
    });
  return finished;
}

/**
 * Does what there is to do: pays what is approved or under way. Everything it goes by stands in the database, so it may be called
 * again after any crash.
 * @returns how many runs it finished
 */
export async function workOnPayouts(
  paying: Paying,
  progress: (fraction: number, message: string) => void = () => undefined,
): Promise<number> {
  const runs = await findRuns(paying.database.knex, { state: 'running' });
  const open = await openPayoutIds(paying.database.knex);
  const failures: unknown[] = [];
  for (const [at, id] of open.entries()) {
    // One seller's trouble keeps nobody else from being paid.
    await settlePayout(paying, id).catch((error: unknown) => {
      paying.logger.error({ err: error, payoutId: id }, 'a payout could not be worked on');
      failures.push(error);
    });
    progress((at + 1) / open.length, `${at + 1} of ${open.length} payouts`);
  }
  if (failures.length > 0) throw failures[0];
  return finishRuns(paying, runs);
}
