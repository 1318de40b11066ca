import { definePermission, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { monthText } from './ledger';
import { currencyCode } from './money';
import { changeReason, decimalAmount, epochMs, firstOfMonth } from './moneyTypes';
import { manageMoney, readMoney } from './permissions';

export const readEarnings = definePermission({
  id: 'earnings:read',
  title: 'see the organisation’s revenue, payouts and statements',
  roles: ['seller_admin'],
});

const amountRange = z.object({ low: decimalAmount, high: decimalAmount });

/** Of one pack in the current month, for one seller. */
export const projectedPack = z.object({
  packId: z.string(),
  packTitle: z.string(),
  /** `contributing`: sessions this month. `paused`: none this month, some in the last three. `none`: never. */
  status: z.enum(['contributing', 'paused', 'none']),
  /** This month so far. */
  sessions: z.int().nonnegative(),
  totalSessions: z.int().nonnegative(),
  /** Of this pack's sessions, 0 to 1. */
  share: z.number().min(0).max(1),
  /** Received for this month so far, over all sellers. */
  received: decimalAmount,
  projected: amountRange,
  /** What contributing, or to stop, is worth a month: see `formula.impact`. */
  impact: amountRange,
});
export type ProjectedPack = z.output<typeof projectedPack>;

export const revenueHistoryMonth = z.object({
  month: monthText,
  /** Shares of closed months as first posted, later adjustments not included. */
  earned: decimalAmount,
  packs: z.array(z.object({ packId: z.string(), packTitle: z.string(), earned: decimalAmount })),
});

export const revenueProjection = z.object({
  month: monthText,
  currency: currencyCode,
  projected: amountRange,
  /** What the seller is owed now and has not been paid. */
  payable: decimalAmount,
  formula: z.object({
    /** How `projected` follows from the figures of a pack. */
    share: z.string(),
    low: z.string(),
    high: z.string(),
    impact: z.string(),
  }),
  assumptions: z.array(z.string()),
  /** Those that the seller contributes to, did lately, or has a product for. */
  packs: z.array(projectedPack),
  /** Closed months, newest first, at most twelve. */
  history: z.array(revenueHistoryMonth),
});
export type RevenueProjection = z.output<typeof revenueProjection>;

export const packMonthRevenue = z.object({
  packId: z.string(),
  packTitle: z.string(),
  currency: currencyCode,
  /** Received for the month, without tax and what was returned before the close. */
  gross: decimalAmount,
  platformFee: decimalAmount,
  pool: decimalAmount,
  unallocated: decimalAmount,
  totalSessions: z.int().nonnegative(),
  /** SHA-256 of the frozen counts. */
  hash: z.string(),
  closedAt: epochMs,
});

export const revenueMonth = z.object({
  month: monthText,
  /** `open`: money arrives. `closing`: some packs are closed. `closed`: corrections are adjustments. */
  state: z.enum(['open', 'closing', 'closed']),
  closedAt: epochMs.nullable(),
  /** By currency; of an open month what has been received so far, its fee and pool as if it closed now. */
  totals: z.array(
    z.object({
      currency: currencyCode,
      gross: decimalAmount,
      platformFee: decimalAmount,
      pool: decimalAmount,
      unallocated: decimalAmount,
    }),
  ),
});
export type RevenueMonth = z.output<typeof revenueMonth>;

export const rateScopes = ['default', 'kind', 'seller'] as const;

export const commissionRate = z.object({
  id: z.string(),
  scope: z.enum(rateScopes),
  /** A pack kind, or a seller's org id; null for the default. */
  subject: z.string().nullable(),
  subjectTitle: z.string().nullable(),
  /** Decimal fraction, `"0.30"`. */
  rate: z.string(),
  /** The first service month it counts for. */
  effectiveMonth: monthText,
  reason: z.string(),
  createdBy: z.string(),
  createdAt: epochMs,
  /** `current`: counts this month. `upcoming`: will. `superseded`: another counts in its place. */
  state: z.enum(['current', 'upcoming', 'superseded']),
});
export type CommissionRate = z.output<typeof commissionRate>;

export const newRate = z.strictObject({
  scope: z.enum(rateScopes),
  /** Required but for the default. */
  subject: z.string().min(1).max(64).optional(),
  rate: z.string().regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'Give a fraction from 0 to 1, such as 0.25'),
  /** A month that has not begun. */
  effectiveMonth: firstOfMonth,
  reason: changeReason,
});
export type NewRate = z.output<typeof newRate>;

const tags = ['Money'];
const read = { permission: readMoney };

export const revenueEndpoints = {
  revenueProjection: endpoint({
    method: 'GET',
    path: '/v1/marketplace/revenue/projection',
    summary: 'What the organisation will earn this month, as a range with its formula',
    tags,
    access: { permission: readEarnings },
    query: z.object({ currency: currencyCode.optional() }),
    output: revenueProjection,
  }),
  listRevenueMonths: endpoint({
    method: 'GET',
    path: '/api/billing/admin/revenue',
    summary: 'Revenue by service month, newest first',
    tags,
    access: read,
    query: z.object({ months: z.coerce.number().int().min(1).max(36).default(12) }),
    output: z.object({ months: z.array(revenueMonth) }),
  }),
  revenueMonthPacks: endpoint({
    method: 'GET',
    path: '/api/billing/admin/revenue/:month',
    summary: 'Revenue of a month’s closed packs',
    tags,
    access: read,
    params: z.object({ month: monthText }),
    output: z.object({ packs: z.array(packMonthRevenue) }),
  }),
  closeMonth: endpoint({
    method: 'POST',
    path: '/api/billing/admin/revenue/:month/close',
    summary: 'Close a month that is over, and write its statements',
    description: 'Starts a job and answers its run. What is closed already stays as it is.',
    tags,
    access: { permission: manageMoney },
    params: z.object({ month: monthText }),
    output: z.object({ runId: z.string() }),
    status: 202,
    errors: ['conflict'],
  }),
  listRates: endpoint({
    method: 'GET',
    path: '/api/billing/admin/commission-rates',
    summary: 'Commission rates, those that count first',
    tags,
    access: read,
    output: z.object({
      rates: z.array(commissionRate),
      /** By configuration, where no rate was set: a decimal fraction. */
      configured: z.string(),
    }),
  }),
  addRate: endpoint({
    method: 'POST',
    path: '/api/billing/admin/commission-rates',
    summary: 'Set a commission rate from a coming month on',
    description:
      'Rates are never changed: of several for one subject and month the newest counts. A month that has begun is refused.',
    tags,
    access: { permission: manageMoney },
    body: newRate,
    output: commissionRate,
    status: 201,
    errors: ['not_found'],
  }),
} as const;
