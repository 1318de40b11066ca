import type { Settling } from './settlePayout';
import { findPayoutForUpdate, findPayoutOfTransfer, updatePayout, type StoredPayout } from './payoutStore';
import { keepMonthsOpen } from '../revenue/monthLock';
import { payoutReversedKind } from '../revenue/postingKinds';

/** Follows a transfer that Stripe took back, wholly or in part: what came back is owed to the seller again. */
export async function transferChanged(settling: Settling, transferId: string): Promise<void> {
  const { database, clock, audit, ledger, stripe } = settling;
  const known = await findPayoutOfTransfer(database.knex, transferId);
  if (!known) return;
  const client = await stripe.client();
  const transfer = await client.transfers.retrieve(transferId);
  await database.transaction(async trx => {
    const payout = await findPayoutForUpdate(trx, known.id);
    const reversed = BigInt(transfer.amount_reversed);
    if (!payout || reversed <= payout.reversed) return;
    const { orgId, currency, month, transferGroup } = payout;
    const amount = reversed - payout.reversed;
    await keepMonthsOpen(trx, database.dialect);
    const now = clock.now();
    const whole = reversed === payout.amount;
    const changed: StoredPayout = {
      ...payout,
      reversed,
      updatedAt: now,
      ...(whole && { state: 'canceled', reason: 'reversed', message: 'Stripe took the transfer back' }),
    };
    await updatePayout(trx, changed);
    await ledger.post(trx, {
      key: `${transferGroup}:reversed:${reversed}`,
      kind: payoutReversedKind,
      description: `Transfer ${transferId} taken back`,
      effectiveAt: now,
      reference: { payout: payout.id, month, transfer: transferId },
      entries: [
        { account: 'stripe_clearing', currency, amount },
        { account: 'seller_payable', orgId, currency, amount: -amount },
      ],
    });
    await audit.record(
      {
        action: 'payout.reversed',
        actor: { kind: 'system', id: 'billing' },
        orgId,
        target: { type: 'payout', id: payout.id },
        after: { transferId, reversed: reversed.toString() },
      },
      trx,
    );
  });
}
