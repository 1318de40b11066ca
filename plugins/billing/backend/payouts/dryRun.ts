import type { Ids } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { firstOpenMonth } from '../revenue/closedMonths';
import { addMonths, type Month } from '../revenue/months';
import { owedAt, toPayable } from './payable';
import { findPayouts, type StoredPayout } from './payoutStore';
import { planHash, planPayouts, type PlannedPayout } from './plan';
import type { Settling } from './settlePayout';

export interface Paying extends Settling {
  readonly ids: Ids;
  /** Whether a run waits for the approval of a second person. */
  readonly secondApproval: boolean;
}

export interface Plan {
  readonly month: Month;
  readonly payouts: readonly PlannedPayout[];
  readonly hash: string;
}

const keyOf = ({ orgId, currency }: { readonly orgId: string; readonly currency: string }) =>
  `${orgId}\t${currency}`;

/** Whether a run may still lay a payout out anew. Any other was paid, is under way or was taken back. */
export const canBeLaidOut = ({ state }: Pick<StoredPayout, 'state'>): boolean =>
  state === 'pending' || state === 'failed';

/**
 * What a run of this month would pay now, to the cent. A month is paid once to each seller: what is credited after that
 * waits for the next month's run, and only the last closed month is run. Changes nothing.
 */
export async function dryRun({ accounts, minimumPayout }: Paying, db: Knex, month: Month): Promise<Plan> {
  const payables = (await owedAt(db, month)).map(toPayable);
  const standing = (await findPayouts(db, { month })).filter(one => !canBeLaidOut(one));
  const done = new Set(standing.map(keyOf));
  const openFrom = await firstOpenMonth(db);
  const overtaken = openFrom !== null && addMonths(month, 1) < openFrom;
  const payouts = planPayouts(payables, await accounts.all(db), minimumPayout).map((one): PlannedPayout => {
    if (overtaken) return { ...one, reason: 'superseded' };
    return done.has(keyOf(one)) ? { ...one, reason: 'after_payout' } : one;
  });
  return { month, payouts, hash: planHash(month, payouts) };
}
