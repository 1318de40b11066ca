import type { Knex } from 'knex';
import type { PayoutRun } from '../../contract';
import type { Month } from '../revenue/months';

export interface StoredRun {
  readonly id: string;
  readonly month: Month;
  readonly state: PayoutRun['state'];
  readonly planHash: string;
  /** A user's id, or `billing` for the monthly job. */
  readonly requestedBy: string;
  readonly decidedBy: string | null;
  readonly reason: string;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

interface Row {
  id: string;
  month: Month;
  state: StoredRun['state'];
  plan_hash: string;
  requested_by: string;
  decided_by: string | null;
  reason: string;
  created_at: number;
  finished_at: number | null;
}

const table = 'payout_runs';

const toRun = (row: Row): StoredRun => ({
  id: row.id,
  month: row.month,
  state: row.state,
  planHash: row.plan_hash,
  requestedBy: row.requested_by,
  decidedBy: row.decided_by,
  reason: row.reason,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const toRow = (run: StoredRun): Row => ({
  id: run.id,
  month: run.month,
  state: run.state,
  plan_hash: run.planHash,
  requested_by: run.requestedBy,
  decided_by: run.decidedBy,
  reason: run.reason,
  created_at: run.createdAt,
  finished_at: run.finishedAt,
});

export async function insertRun(trx: Knex.Transaction, run: StoredRun): Promise<void> {
  await trx<Row>(table).insert(toRow(run));
}

export async function updateRun(trx: Knex.Transaction, run: StoredRun): Promise<void> {
  await trx<Row>(table).where({ id: run.id }).update(toRow(run));
}

export async function findRun(db: Knex, id: string): Promise<StoredRun | null> {
  const row = await db<Row>(table).where({ id }).first();
  return row ? toRun(row) : null;
}

export async function findRunForUpdate(trx: Knex.Transaction, id: string): Promise<StoredRun | null> {
  const row = await trx<Row>(table).where({ id }).forUpdate().first();
  return row ? toRun(row) : null;
}

/** Oldest first. */
export async function findRuns(
  db: Knex,
  filter: { readonly month?: Month; readonly state?: StoredRun['state'] },
): Promise<StoredRun[]> {
  const rows = await db<Row>(table).where(filter).orderBy(['created_at', 'id']);
  return rows.map(toRun);
}

/** Newest first. */
export async function listRuns(
  db: Knex,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly runs: StoredRun[]; readonly total: number }> {
  const rows = await db<Row>(table)
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit)
    .offset(page.offset);
  const counted = await db(table).count({ total: '*' }).first<{ total: number }>();
  return { runs: rows.map(toRun), total: Number(counted.total) };
}
