import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { monthText } from './ledger';
import { moneyView } from './money';
import { manageMoney, readMoney } from './permissions';

const tags = ['Money'];
const epochMs = z.int().nonnegative();

export const paymentView = z.object({
  /** Stripe's charge. */
  id: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  invoiceId: z.string().nullable(),
  orderId: z.string().nullable(),
  paidAt: epochMs,
  gross: moneyView,
  tax: moneyView,
  refunded: moneyView,
  /** Held back by open disputes, or lost to them. */
  disputed: moneyView,
  portions: z.array(z.object({ packId: z.string(), month: monthText, amount: moneyView })),
});
export type PaymentView = z.output<typeof paymentView>;

export const disputeView = z.object({
  id: z.string(),
  paymentId: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  /** Stripe's own: `needs_response`, `under_review`, `won`, `lost` … */
  status: z.string(),
  reason: z.string(),
  amount: moneyView,
  openedAt: epochMs,
  /** Until when evidence may be given; null where Stripe has set no date. */
  evidenceDueBy: epochMs.nullable(),
  updatedAt: epochMs,
});
export type DisputeView = z.output<typeof disputeView>;

const page = z.coerce.number().int().min(1).max(100_000).default(1);
const counted = { total: z.int().nonnegative(), pageSize: z.int().positive() };

export const paymentEndpoints = {
  listPayments: endpoint({
    method: 'GET',
    path: '/api/billing/admin/payments',
    summary: 'Payments received, newest first',
    tags,
    access: { permission: readMoney },
    query: z.object({ orgId: z.string().max(64).optional(), page }),
    output: z.object({ payments: z.array(paymentView), ...counted }),
  }),
  refundPayment: endpoint({
    method: 'POST',
    path: '/api/billing/admin/payments/:id/refund',
    summary: 'Refund a payment, wholly or in part',
    tags,
    access: { permission: manageMoney },
    params: z.object({ id: z.string().max(100) }),
    body: z.strictObject({
      /** Made by the caller, so that a repeated request refunds once. */
      key: z.string().min(8).max(64),
      /** Decimal in the payment's currency; all that is left without it. */
      amount: z
        .string()
        .regex(/^\d+(\.\d+)?$/, 'Write the amount in digits, such as 12.50')
        .optional(),
      reason: z.string().trim().min(3, 'Say why, for the audit log').max(500),
    }),
    output: paymentView,
    errors: ['not_found', 'conflict', 'unavailable'],
  }),
  listDisputes: endpoint({
    method: 'GET',
    path: '/api/billing/admin/disputes',
    summary: 'Disputes, newest first',
    tags,
    access: { permission: readMoney },
    query: z.object({ page }),
    output: z.object({ disputes: z.array(disputeView), ...counted }),
  }),
} as const;
