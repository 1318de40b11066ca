import type { Knex } from 'knex';
import { canBeLaidOut, type Paying, type Plan } from './dryRun';
import {
  findPayoutForUpdate,
  findPayouts,
  insertPayout,
  unpaidBefore,
  updatePayout,
  type StoredPayout,
} from './payoutStore';
import type { StoredRun } from './runStore';

/**
 * Lays out the payouts of an approved run, with the approval: what was looked at is what is paid. Those that are paid or
 * under way stay; those of earlier months that were not paid are taken over.
 */
export async function layOutPayouts(
  { clock, ids }: Paying,
  trx: Knex.Transaction,
  run: StoredRun,
  { month, payouts }: Plan,
): Promise<void> {
  const now = clock.now();
  for (const { orgId, currency, amount, reason, account } of payouts) {
    const [found] = await findPayouts(trx, { orgId, month, currency });
    // Locked: the job may be starting it.
    const existing = found && (await findPayoutForUpdate(trx, found.id));
    if (existing && !canBeLaidOut(existing)) continue;
    for (const older of await unpaidBefore(trx, orgId, currency, month))
      await updatePayout(trx, {
        ...older,
        state: 'canceled',
        reason: 'superseded',
        message: `Carried over to the payout for ${month}`,
        updatedAt: now,
      });
    const payout: StoredPayout = {
      id: existing?.id ?? ids.uuid(),
      runId: run.id,
      orgId,
      month,
      currency,
      amount,
      state: 'pending',
      reason,
      message: null,
      accountId: account?.id ?? null,
      transferGroup: `payout:${orgId}:${month}:${currency}`,
      transferId: null,
      createdAt: existing?.createdAt ?? now,
      updatedAt: now,
      paidAt: null,
      reversed: 0n,
    };
    await (existing ? updatePayout(trx, payout) : insertPayout(trx, payout));
  }
}
