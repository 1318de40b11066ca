import type { DatabaseService, OrgId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

export interface PostedRefund {
  readonly id: string;
  readonly amount: bigint;
  readonly state: 'succeeded' | 'failed';
  readonly refundedAt: number;
}

export type DisputePosting = 'none' | 'held' | 'returned' | 'lost';

export interface PostedDispute {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: bigint;
  readonly status: string;
  readonly reason: string;
  readonly posted: DisputePosting;
  readonly openedAt: number;
  readonly evidenceDueBy: number | null;
  readonly updatedAt: number;
}

interface RefundRow {
  id: string;
  payment_id: string;
  amount: number;
  state: PostedRefund['state'];
  refunded_at: number;
  updated_at: number;
}
interface DisputeRow {
  id: string;
  payment_id: string;
  amount: number;
  status: string;
  reason: string;
  posted: DisputePosting;
  opened_at: number;
  evidence_due_by: number | null;
  updated_at: number;
}

const toDispute = (row: DisputeRow): PostedDispute => ({
  id: row.id,
  paymentId: row.payment_id,
  amount: BigInt(row.amount),
  status: row.status,
  reason: row.reason,
  posted: row.posted,
  openedAt: row.opened_at,
  evidenceDueBy: row.evidence_due_by,
  updatedAt: row.updated_at,
});

/** `billing_refunds` and `billing_disputes`: what of them has been posted. */
export class DatabaseReturnStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex'>) {}

  async refunds(db: Knex, paymentId: string): Promise<Map<string, PostedRefund>> {
    const rows = await db<RefundRow>('billing_refunds').where({ payment_id: paymentId });
    return new Map(
      rows.map(({ id, amount, state, refunded_at }) => [
        id,
        { id, amount: BigInt(amount), state, refundedAt: refunded_at },
      ]),
    );
  }

  async keepRefund(
    trx: Knex.Transaction,
    paymentId: string,
    refund: PostedRefund,
    now: number,
  ): Promise<void> {
    const { id, amount, state, refundedAt } = refund;
    await trx<RefundRow>('billing_refunds')
      .insert({
        id,
        payment_id: paymentId,
        amount: Number(amount),
        state,
        refunded_at: refundedAt,
        updated_at: now,
      })
      .onConflict('id')
      .merge(['state', 'updated_at']);
  }

  async disputes(db: Knex, paymentId: string): Promise<Map<string, PostedDispute>> {
    const rows = await db<DisputeRow>('billing_disputes').where({ payment_id: paymentId });
    return new Map(rows.map(row => [row.id, toDispute(row)]));
  }

  /** Newest first, each with its payment. */
  async searchDisputes(
    limit: number,
    offset: number,
  ): Promise<{ found: Array<PostedDispute & { orgId: OrgId; currency: string }>; total: number }> {
    const { knex } = this.database;
    const rows: Array<DisputeRow & { org_id: OrgId; currency: string }> = await knex('billing_disputes as d')
      .join('billing_payments as p', 'p.id', 'd.payment_id')
      .select('d.*', 'p.org_id', 'p.currency')
      .orderBy('d.opened_at', 'desc')
      .orderBy('d.id')
      .limit(limit)
      .offset(offset);
    const counted = await knex('billing_disputes').count({ total: '*' }).first<{ total: number }>();
    const found = rows.map(row => ({ ...toDispute(row), orgId: row.org_id, currency: row.currency }));
    return { found, total: Number(counted.total) };
  }

  async keepDispute(trx: Knex.Transaction, dispute: PostedDispute): Promise<void> {
    await trx<DisputeRow>('billing_disputes')
      .insert({
        id: dispute.id,
        payment_id: dispute.paymentId,
        amount: Number(dispute.amount),
        status: dispute.status,
        reason: dispute.reason,
        posted: dispute.posted,
        opened_at: dispute.openedAt,
        evidence_due_by: dispute.evidenceDueBy,
        updated_at: dispute.updatedAt,
      })
      .onConflict('id')
      .merge(['amount', 'status', 'reason', 'posted', 'evidence_due_by', 'updated_at']);
  }
}
