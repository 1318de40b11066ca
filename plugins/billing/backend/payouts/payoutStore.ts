import type { OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { PayoutReason, PayoutState } from '../../contract';
import type { Month } from '../revenue/months';

export interface StoredPayout {
  readonly id: string;
  readonly runId: string;
  readonly orgId: OrgId;
  readonly month: Month;
  readonly currency: string;
  /** Minor units. */
  readonly amount: bigint;
  /** Pending without a reason: approved, and paid as soon as the job comes to it. */
  readonly state: PayoutState;
  readonly reason: PayoutReason | null;
  readonly message: string | null;
  readonly accountId: string | null;
  /** The same for every attempt: what is found at Stripe by it is this payout's. */
  readonly transferGroup: string;
  readonly transferId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly paidAt: number | null;
  readonly reversed: bigint;
}

export interface PayoutAttempt {
  readonly number: number;
  readonly state: 'started' | 'succeeded' | 'failed';
  readonly amount: bigint;
  readonly accountId: string;
  readonly error: string | null;
  readonly startedAt: number;
  readonly finishedAt: number | null;
}

interface Row {
  id: string;
  run_id: string;
  org_id: OrgId;
  month: Month;
  currency: string;
  amount: number;
  state: PayoutState;
  reason: PayoutReason | null;
  message: string | null;
  account_id: string | null;
  transfer_group: string;
  transfer_id: string | null;
  created_at: number;
  updated_at: number;
  paid_at: number | null;
  reversed: number;
}

interface AttemptRow {
  payout_id: string;
  number: number;
  state: PayoutAttempt['state'];
  amount: number;
  account_id: string;
  error: string | null;
  started_at: number;
  finished_at: number | null;
}

const table = 'marketplace_org_payouts';
const attemptTable = 'payout_attempts';

const toPayout = (row: Row): StoredPayout => ({
  id: row.id,
  runId: row.run_id,
  orgId: row.org_id,
  month: row.month,
  currency: row.currency,
  amount: BigInt(row.amount),
  state: row.state,
  reason: row.reason,
  message: row.message,
  accountId: row.account_id,
  transferGroup: row.transfer_group,
  transferId: row.transfer_id,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  paidAt: row.paid_at,
  reversed: BigInt(row.reversed),
});

const toRow = (one: StoredPayout): Row => ({
  id: one.id,
  run_id: one.runId,
  org_id: one.orgId,
  month: one.month,
  currency: one.currency,
  amount: Number(one.amount),
  state: one.state,
  reason: one.reason,
  message: one.message,
  account_id: one.accountId,
  transfer_group: one.transferGroup,
  transfer_id: one.transferId,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  paid_at: one.paidAt,
  reversed: Number(one.reversed),
});

export interface PayoutFilter {
  readonly month?: Month;
  readonly state?: PayoutState;
  readonly orgId?: OrgId;
  readonly currency?: string;
  readonly runId?: string;
}

function matching(db: Knex, { month, state, orgId, currency, runId }: PayoutFilter) {
  const query = db<Row>(table);
  const equal = { month, state, org_id: orgId, currency, run_id: runId };
  for (const [column, value] of Object.entries(equal))
    if (value !== undefined) void query.where(column, value);
  return query;
}

/** Newest month first. */
export async function findPayouts(
  db: Knex,
  filter: PayoutFilter,
  page?: { readonly limit: number; readonly offset: number },
): Promise<StoredPayout[]> {
  const query = matching(db, filter).orderBy([
    { column: 'month', order: 'desc' },
    { column: 'org_id' },
    { column: 'currency' },
  ]);
  if (page) void query.limit(page.limit).offset(page.offset);
  const rows: Row[] = await query;
  return rows.map(toPayout);
}

export async function countPayouts(db: Knex, filter: PayoutFilter): Promise<number> {
  const row = await matching(db, filter).count({ total: '*' }).first();
  return Number(row?.total ?? 0);
}

export async function countPayoutsByState(db: Knex, runId: string): Promise<Record<PayoutState, number>> {
  const rows: Array<{ state: PayoutState; total: number }> = await db(table)
    .where({ run_id: runId })
    .groupBy('state')
    .select('state')
    .count({ total: '*' });
  const counts = { pending: 0, processing: 0, paid: 0, failed: 0, canceled: 0 };
  for (const { state, total } of rows) counts[state] = Number(total);
  return counts;
}

/** Those to be worked on: approved ones and those that are under way. */
export async function openPayoutIds(db: Knex): Promise<string[]> {
  const rows: Array<{ id: string }> = await db<Row>(table)
    .where({ state: 'processing' })
    .orWhere(query => query.where({ state: 'pending' }).whereNull('reason'))
    .orderBy(['org_id', 'month', 'currency'])
    .select('id');
  return rows.map(({ id }) => id);
}

export async function findPayout(db: Knex, id: string): Promise<StoredPayout | null> {
  const row = await db<Row>(table).where({ id }).first();
  return row ? toPayout(row) : null;
}

export async function findPayoutForUpdate(trx: Knex.Transaction, id: string): Promise<StoredPayout | null> {
  const row = await trx<Row>(table).where({ id }).forUpdate().first();
  return row ? toPayout(row) : null;
}

export async function findPayoutOfTransfer(db: Knex, transferId: string): Promise<StoredPayout | null> {
  const row = await db<Row>(table).where({ transfer_id: transferId }).first();
  return row ? toPayout(row) : null;
}

/** Those of earlier months that wait or failed: a later month's payout takes their amount over. */
export async function unpaidBefore(
  trx: Knex.Transaction,
  orgId: OrgId,
  currency: string,
  month: Month,
): Promise<StoredPayout[]> {
  const rows = await trx<Row>(table)
    .where({ org_id: orgId, currency })
    .where('month', '<', month)
    .whereIn('state', ['pending', 'failed'])
    .forUpdate();
  return rows.map(toPayout);
}

export async function insertPayout(trx: Knex.Transaction, payout: StoredPayout): Promise<void> {
  await trx<Row>(table).insert(toRow(payout));
}

export async function updatePayout(trx: Knex.Transaction, payout: StoredPayout): Promise<void> {
  await trx<Row>(table).where({ id: payout.id }).update(toRow(payout));
}

/** First attempt first. */
export async function findAttempts(db: Knex, payoutId: string): Promise<PayoutAttempt[]> {
  const rows = await db<AttemptRow>(attemptTable).where({ payout_id: payoutId }).orderBy('number');
  return rows.map(row => ({
    number: row.number,
    state: row.state,
    amount: BigInt(row.amount),
    accountId: row.account_id,
    error: row.error,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }));
}

export async function insertAttempt(
  trx: Knex.Transaction,
  payoutId: string,
  attempt: PayoutAttempt,
): Promise<void> {
  await trx<AttemptRow>(attemptTable).insert({
    payout_id: payoutId,
    number: attempt.number,
    state: attempt.state,
    amount: Number(attempt.amount),
    account_id: attempt.accountId,
    error: attempt.error,
    started_at: attempt.startedAt,
    finished_at: attempt.finishedAt,
  });
}

export async function updateAttempt(
  trx: Knex.Transaction,
  payoutId: string,
  number: number,
  change: Pick<PayoutAttempt, 'state' | 'error' | 'finishedAt'>,
): Promise<void> {
  await trx<AttemptRow>(attemptTable)
    .where({ payout_id: payoutId, number })
    .update({ state: change.state, error: change.error, finished_at: change.finishedAt });
}
