import type { DatabaseService, OrgId, PackId } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import type { StripeMode } from '../../../contract';
import type { Portion } from '../../revenue/allocate';

/** Money received: a charge of Stripe. Times in epoch ms, amounts in minor units. */
export interface Payment {
  readonly id: string;
  readonly mode: StripeMode;
  readonly orgId: OrgId;
  readonly orderId: string | null;
  readonly subscriptionId: string | null;
  readonly invoiceId: string | null;
  readonly currency: string;
  readonly gross: bigint;
  readonly tax: bigint;
  /** Refunded, or lost to disputes; never more than the gross. */
  readonly returned: bigint;
  readonly refunded: bigint;
  /** Held by open disputes, or lost to them. */
  readonly disputed: bigint;
  readonly paidAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly portions: readonly Portion[];
}

interface PaymentRow {
  id: string;
  stripe_mode: StripeMode;
  org_id: OrgId;
  order_id: string | null;
  subscription_id: string | null;
  stripe_invoice_id: string | null;
  currency: string;
  gross: number;
  tax: number;
  returned: number;
  refunded: number;
  disputed: number;
  paid_at: number;
  created_at: number;
  updated_at: number;
}
interface PortionRow {
  payment_id: string;
  pack_id: PackId;
  month: string;
  amount: number;
}
async function withPortions(db: Knex, rows: readonly PaymentRow[]): Promise<Payment[]> {
  if (rows.length === 0) return [];
  const found = await db<PortionRow>('billing_payment_portions')
    .whereIn(
      'payment_id',
      rows.map(row => row.id),
    )
    .orderBy(['pack_id', 'month']);
  return rows.map(row => ({
    id: row.id,
    mode: row.stripe_mode,
    orgId: row.org_id,
    orderId: row.order_id,
    subscriptionId: row.subscription_id,
    invoiceId: row.stripe_invoice_id,
    currency: row.currency,
    gross: BigInt(row.gross),
    tax: BigInt(row.tax),
    returned: BigInt(row.returned),
    refunded: BigInt(row.refunded),
    disputed: BigInt(row.disputed),
    paidAt: row.paid_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    portions: found
      .filter(portion => portion.payment_id === row.id)
      .map(({ pack_id, month, amount }) => ({ packId: pack_id, month, amount: BigInt(amount) })),
  }));
}

/** `billing_payments` with their portions. */
export class DatabasePaymentStore {
  constructor(private readonly database: Pick<DatabaseService, 'knex'>) {}

  async find(db: Knex, id: string): Promise<Payment | null> {
    return (await withPortions(db, await db<PaymentRow>('billing_payments').where({ id })))[0] ?? null;
  }

  /** Newest first. */
  async search(
    filter: { readonly orgId?: string },
    limit: number,
    offset: number,
  ): Promise<{ found: Payment[]; total: number }> {
    const { knex } = this.database;
    const where: Partial<PaymentRow> = filter.orgId === undefined ? {} : { org_id: filter.orgId as OrgId };
    const rows = await knex<PaymentRow>('billing_payments')
      .where(where)
      .orderBy('paid_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset);
    const counted = await knex<PaymentRow>('billing_payments')
      .where(where)
      .count({ total: '*' })
      .first<{ total: number }>();
    return { found: await withPortions(knex, rows), total: Number(counted.total) };
  }

  async insert(trx: Knex.Transaction, payment: Payment): Promise<void> {
    await trx<PaymentRow>('billing_payments').insert({
      id: payment.id,
      stripe_mode: payment.mode,
      org_id: payment.orgId,
      order_id: payment.orderId,
      subscription_id: payment.subscriptionId,
      stripe_invoice_id: payment.invoiceId,
      currency: payment.currency,
      gross: Number(payment.gross),
      tax: Number(payment.tax),
      returned: Number(payment.returned),
      refunded: Number(payment.refunded),
      disputed: Number(payment.disputed),
      paid_at: payment.paidAt,
      created_at: payment.createdAt,
      updated_at: payment.updatedAt,
    });
    if (payment.portions.length === 0) return;
    await trx('billing_payment_portions').insert(
      payment.portions.map(({ packId, month, amount }) => ({
        payment_id: payment.id,
        pack_id: packId,
        month,
        amount: Number(amount),
      })),
    );
  }

  async setReturned(trx: Knex.Transaction, payment: Payment): Promise<void> {
    const { id, returned, refunded, disputed, updatedAt } = payment;
    await trx<PaymentRow>('billing_payments')
      .where({ id })
      .update({
        returned: Number(returned),
        refunded: Number(refunded),
        disputed: Number(disputed),
        updated_at: updatedAt,
      });
  }
}
