import type { AuditService, Clock, DatabaseService, Logger } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type Stripe from 'stripe';
import type { AccountStore } from '../connect/accountStore';
import type { Ledger } from '../ledger/ledger';
import type { LedgerAccount } from '../../contract';
import { keepMonthsOpen } from '../revenue/monthLock';
import { payoutKind, payoutReturnedKind, payoutSettledKind } from '../revenue/postingKinds';
import type { StripeAccess } from '../stripe/access';
import { isDefiniteRefusal } from './stripeRefusal';
import { owedAt, toPayable } from './payable';
import { minimumIn, payoutObstacle } from './plan';
import {
  findAttempts,
  findPayoutForUpdate,
  insertAttempt,
  updateAttempt,
  updatePayout,
  type PayoutAttempt,
  type StoredPayout,
} from './payoutStore';

export interface Settling {
  readonly database: DatabaseService;
  readonly clock: Clock;
  readonly audit: AuditService;
  readonly ledger: Ledger;
  readonly logger: Logger;
  readonly accounts: AccountStore;
  readonly stripe: Pick<StripeAccess, 'client'>;
  /** Decimal, in the main unit of each currency. */
  readonly minimumPayout: string;
}

interface Started {
  readonly payout: StoredPayout;
  readonly attempt: PayoutAttempt;
  /** Somebody may have asked Stripe for it already. */
  readonly inDoubt: boolean;
}

const system = { kind: 'system', id: 'billing' } as const;

/** Who it is for, where an account tells orgs apart. */
const owner = (account: LedgerAccount, { orgId }: StoredPayout) =>
  account === 'stripe_clearing' ? {} : { orgId };

const move = (payout: StoredPayout, from: LedgerAccount, to: LedgerAccount) => {
  const { currency, amount } = payout;
  return [
    { account: from, ...owner(from, payout), currency, amount },
    { account: to, ...owner(to, payout), currency, amount: -amount },
  ];
};

async function post(
  { database, ledger, clock }: Settling,
  trx: Knex.Transaction,
  payout: StoredPayout,
  posting: { readonly suffix: string; readonly kind: string; readonly description: string },
  from: LedgerAccount,
  to: LedgerAccount,
): Promise<void> {
  // What is posted now counts in this month: it must not close before this is committed.
  await keepMonthsOpen(trx, database.dialect);
  await ledger.post(trx, {
    key: `${payout.transferGroup}:${posting.suffix}`,
    kind: posting.kind,
    description: posting.description,
    effectiveAt: clock.now(),
    reference: {
      payout: payout.id,
      month: payout.month,
      ...(payout.transferId !== null && { transfer: payout.transferId }),
    },
    entries: move(payout, from, to),
  });
}

async function record(
  { audit }: Settling,
  trx: Knex.Transaction,
  action: string,
  payout: StoredPayout,
): Promise<void> {
  const { orgId, month, currency, amount, state, reason, message, transferId } = payout;
  const after = { month, currency, amount: amount.toString(), state, reason, message, transferId };
  await audit.record({ action, actor: system, orgId, target: { type: 'payout', id: payout.id }, after }, trx);
}

/** Reserves the amount and notes the attempt, so that whoever comes after a crash knows to look first. */
async function start(settling: Settling, id: string): Promise<Started | null> {
  const { database, clock, accounts, minimumPayout } = settling;
  return database.transaction(async trx => {
    const payout = await findPayoutForUpdate(trx, id);
    if (!payout) return null;
    const attempts = await findAttempts(trx, id);
    const last = attempts.at(-1);
    if (payout.state === 'processing' && last) return { payout, attempt: last, inDoubt: true };
    if (payout.state !== 'pending' || payout.reason !== null) return null;

    const { orgId, month, currency } = payout;
    const account = await accounts.ofOrg(trx, orgId);
    const owed = (await owedAt(trx, month, orgId)).find(one => one.currency === currency);
    const payable = owed ? toPayable(owed).amount : 0n;
    // Never more than was approved, nor than is owed by now.
    const amount = payable < payout.amount ? payable : payout.amount;
    const now = clock.now();
    const reason = payoutObstacle(amount, currency, account, minimumIn(minimumPayout, currency));
    if (reason !== null || !account) {
      await updatePayout(trx, { ...payout, reason, updatedAt: now });
      return null;
    }
    const started: StoredPayout = {
      ...payout,
      amount,
      state: 'processing',
      message: null,
      accountId: account.id,
      updatedAt: now,
    };
    const attempt: PayoutAttempt = {
      number: (last?.number ?? 0) + 1,
      state: 'started',
      amount,
      accountId: account.id,
      error: null,
      startedAt: now,
      finishedAt: null,
    };
    await insertAttempt(trx, id, attempt);
    await updatePayout(trx, started);
    const description = `Payout for ${month}`;
    await post(settling, trx, started, { suffix: String(attempt.number), kind: payoutKind, description }, 'seller_payable', 'payout_in_transit'); // prettier-ignore
    await record(settling, trx, 'payout.started', started);
    return { payout: started, attempt, inDoubt: attempts.length > 0 };
  });
}

async function findTransfer(
  client: Stripe,
  { transferGroup }: StoredPayout,
): Promise<Stripe.Transfer | null> {
  const { data } = await client.transfers.list({ transfer_group: transferGroup, limit: 1 });
  return data[0] ?? null;
}

async function transfer(
  { stripe }: Settling,
  { payout, attempt, inDoubt }: Started,
): Promise<Stripe.Transfer> {
  const client = await stripe.client();
  const found = inDoubt ? await findTransfer(client, payout) : null;
  if (found) return found;
  const { orgId, month, currency, transferGroup } = payout;
  return client.transfers.create(
    {
      amount: Number(attempt.amount),
      currency,
      destination: attempt.accountId,
      transfer_group: transferGroup,
      description: `Payout for ${month}`,
      metadata: { payout: payout.id, orgId, month },
    },
    // After a definite refusal Stripe would repeat it for the same key.
    { idempotencyKey: attempt.number === 1 ? transferGroup : `${transferGroup}:${attempt.number}` },
  );
}

async function finish(
  settling: Settling,
  { payout: { id }, attempt }: Started,
  made: Stripe.Transfer,
): Promise<void> {
  const { database, clock } = settling;
  await database.transaction(async trx => {
    const payout = await findPayoutForUpdate(trx, id);
    if (payout?.state !== 'processing') return;
    if (BigInt(made.amount) !== payout.amount || made.currency !== payout.currency)
      throw new Error(
        `Transfer ${made.id} is of ${made.amount} ${made.currency}, payout ${id} of ${payout.amount} ${payout.currency}`,
      );
    const now = clock.now();
    const paid: StoredPayout = {
      ...payout,
      state: 'paid',
      transferId: made.id,
      message: null,
      updatedAt: now,
      paidAt: now,
    };
    await updateAttempt(trx, id, attempt.number, { state: 'succeeded', error: null, finishedAt: now });
    await updatePayout(trx, paid);
    const description = `Transfer ${made.id}`;
    await post(settling, trx, paid, { suffix: 'settled', kind: payoutSettledKind, description }, 'payout_in_transit', 'stripe_clearing'); // prettier-ignore
    await record(settling, trx, 'payout.paid', paid);
  });
}

async function fail(settling: Settling, { payout: { id }, attempt }: Started, error: Error): Promise<void> {
  const { database, clock } = settling;
  await database.transaction(async trx => {
    const payout = await findPayoutForUpdate(trx, id);
    if (payout?.state !== 'processing') return;
    const now = clock.now();
    const failed: StoredPayout = {
      ...payout,
      state: 'failed',
      reason: 'transfer_failed',
      message: error.message,
      updatedAt: now,
    };
    await updateAttempt(trx, id, attempt.number, {
      state: 'failed',
      error: error.message,
      finishedAt: now,
    });
    await updatePayout(trx, failed);
    const posting = {
      suffix: `${attempt.number}:returned`,
      kind: payoutReturnedKind,
      description: `Payout for ${payout.month} failed`,
    };
    await post(settling, trx, failed, posting, 'payout_in_transit', 'seller_payable');
    await record(settling, trx, 'payout.failed', failed);
  });
}

/** Says why it is still under way. Stripe may have made the transfer, or may not: the next run looks. */
async function noteDoubt({ database, clock, logger }: Settling, id: string, error: unknown): Promise<void> {
  logger.warn({ err: error, payoutId: id }, 'a transfer is in doubt and will be looked for');
  const answer = error instanceof Error ? error.message : String(error);
  const message = `Stripe has not confirmed the transfer: ${answer} It is looked for every ten minutes, before another is made.`;
  await database.transaction(async trx => {
    const payout = await findPayoutForUpdate(trx, id);
    if (payout?.state === 'processing')
      await updatePayout(trx, { ...payout, message, updatedAt: clock.now() });
  });
}

/**
 * Takes an approved payout, or one under way, as far as it goes: reserved, transferred, posted. Each step is committed
 * before the next, and after a crash or an unclear answer the transfer is looked for before another is made; so
 * calling it again, any number of times, makes exactly one transfer.
 */
export async function settlePayout(settling: Settling, id: string): Promise<void> {
  const started = await start(settling, id);
  if (!started) return;
  let made: Stripe.Transfer;
  try {
    made = await transfer(settling, started);
  } catch (error) {
    if (isDefiniteRefusal(error)) return fail(settling, started, error);
    return noteDoubt(settling, id, error);
  }
  await finish(settling, started, made);
}
