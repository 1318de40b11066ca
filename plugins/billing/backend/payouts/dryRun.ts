import type { Ids } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { Month } from '../revenue/months';
import { owedAt, toPayable } from './payable';
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

/** What a run of this month would pay now. Changes nothing. */
export async function dryRun({ accounts, minimumPayout }: Paying, db: Knex, month: Month): Promise<Plan> {
  const payables = (await owedAt(db, month)).map(toPayable);
  const payouts = planPayouts(payables, await accounts.all(db), minimumPayout);
  return { month, payouts, hash: planHash(month, payouts) };
}
