import { definePermission } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { managePayoutAccount, payoutAccount, payoutAccountStates } from './connect';
import { monthText } from './ledger';
import { currencyCode } from './money';
import { decimalAmount, epochMs } from './moneyTypes';
import { readEarnings } from './revenue';

export const approvePayouts = definePermission({
  id: 'payouts:approve',
  title: 'run, approve and retry payouts',
  roles: ['platform_admin'],
});

/** Of sellers, and of those who pay them. */
export const earningPermissions = [readEarnings, managePayoutAccount, approvePayouts] as const;

export const payoutStates = ['pending', 'processing', 'paid', 'failed', 'canceled'] as const;
export type PayoutState = (typeof payoutStates)[number];

/**
 * Why nothing is paid yet. `superseded`: a later month's payout took the amount over. `after_payout`: it came when the
 * month was paid already, and is part of the next month's payout; only in plans. `reversed`: Stripe took the transfer
 * back.
 */
export const payoutReasons = [
  'no_account',
  'account_in_review',
  'account_restricted',
  'below_minimum',
  'currency_mismatch',
  'nothing_payable',
  'transfer_failed',
  'superseded',
  'after_payout',
  'reversed',
] as const;
export type PayoutReason = (typeof payoutReasons)[number];

export const payout = z.object({
  id: z.string(),
  orgId: z.string(),
  month: monthText,
  currency: currencyCode,
  amount: decimalAmount,
  state: z.enum(payoutStates),
  reason: z.enum(payoutReasons).nullable(),
  /** For the seller: what happened and what to do. */
  message: z.string().nullable(),
  transferId: z.string().nullable(),
  createdAt: epochMs,
  paidAt: epochMs.nullable(),
});
export type Payout = z.output<typeof payout>;

export const payoutMonthRow = z.object({
  month: monthText,
  currency: currencyCode,
  /** Shares and sales of the month, with adjustments. */
  earned: decimalAmount,
  closingBalance: decimalAmount,
  payout: payout.nullable(),
});

export const ownPayouts = z.object({
  account: payoutAccount,
  /** By currency. */
  balances: z.array(
    z.object({
      currency: currencyCode,
      payable: decimalAmount,
      inTransit: decimalAmount,
      paidToDate: decimalAmount,
      minimum: decimalAmount,
    }),
  ),
  /** When the next run pays the month before. */
  nextPayoutAt: epochMs,
  months: z.array(payoutMonthRow),
});
export type OwnPayouts = z.output<typeof ownPayouts>;

const adjustmentLine = z.object({
  id: z.string(),
  at: epochMs,
  description: z.string(),
  packId: z.string().nullable(),
  packTitle: z.string().nullable(),
  /** The closed month it corrects. */
  correctsMonth: monthText.nullable(),
  amount: decimalAmount,
});

/** opening + shares + sales + refunds + adjustments − withheld = payable. */
export const payoutMonth = z.object({
  month: monthText,
  currency: currencyCode,
  /** Carried over: of earlier months, less what was paid during this one. */
  opening: decimalAmount,
  shares: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      sessions: z.int().nonnegative(),
      totalSessions: z.int().nonnegative(),
      amount: decimalAmount,
    }),
  ),
  sharesTotal: decimalAmount,
  salesTotal: decimalAmount,
  refunds: z.array(adjustmentLine),
  refundsTotal: decimalAmount,
  adjustments: z.array(adjustmentLine),
  adjustmentsTotal: decimalAmount,
  /** Of the closing balance, gone since the month ended: refunds of closed months. */
  withheld: decimalAmount,
  payable: decimalAmount,
  payout: payout.nullable(),
  attempts: z.array(
    z.object({
      number: z.int().positive(),
      state: z.enum(['started', 'succeeded', 'failed']),
      startedAt: epochMs,
      finishedAt: epochMs.nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type PayoutMonth = z.output<typeof payoutMonth>;

/** From an org's share of a pack's month down to the money and sessions behind it. */
export const payoutPack = z.object({
  packId: z.string(),
  packTitle: z.string(),
  month: monthText,
  currency: currencyCode,
  grossRevenue: decimalAmount,
  platformFee: decimalAmount,
  pool: decimalAmount,
  sessions: z.int().nonnegative(),
  totalSessions: z.int().nonnegative(),
  share: decimalAmount,
  /** SHA-256 of the counts frozen at the close. */
  countsHash: z.string(),
  /** Payments whose portions make up the gross; who paid is not told. */
  payments: z.array(
    z.object({
      /** Stripe's id of it. */
      reference: z.string(),
      receivedAt: epochMs,
      portion: decimalAmount,
      returned: decimalAmount,
    }),
  ),
  totalPayments: z.int().nonnegative(),
  pageSize: z.int().positive(),
});
export type PayoutPack = z.output<typeof payoutPack>;

export const plannedPayout = z.object({
  orgId: z.string(),
  orgName: z.string(),
  currency: currencyCode,
  amount: decimalAmount,
  decision: z.enum(['pay', 'pending']),
  reason: z.enum(payoutReasons).nullable(),
  accountState: z.enum(payoutAccountStates),
  /** Paid for the month before; null when nothing was. */
  lastMonth: decimalAmount.nullable(),
  change: decimalAmount,
  difference: z.enum(['new', 'gone', 'more', 'less', 'same']),
});

export const payoutPlan = z.object({
  month: monthText,
  /** Of what would be paid to whom: a run names it, so that what was looked at is what is paid. */
  hash: z.string(),
  closed: z.boolean(),
  payouts: z.array(plannedPayout),
  totals: z.array(
    z.object({
      currency: currencyCode,
      toPay: decimalAmount,
      pending: decimalAmount,
      lastMonth: decimalAmount,
    }),
  ),
});
export type PayoutPlanView = z.output<typeof payoutPlan>;

export const payoutRunStates = ['awaiting_approval', 'running', 'finished', 'rejected'] as const;

export const payoutRun = z.object({
  id: z.string(),
  month: monthText,
  state: z.enum(payoutRunStates),
  /** By name, as the audit log has it; `billing` for the portal's own job. */
  requestedBy: z.string(),
  decidedBy: z.string().nullable(),
  /** Why it was asked for; once somebody decided it, why they did so. */
  reason: z.string(),
  planHash: z.string(),
  createdAt: epochMs,
  finishedAt: epochMs.nullable(),
  /** Payouts of the run by state. */
  counts: z.record(z.enum(payoutStates), z.int().nonnegative()),
});
export type PayoutRun = z.output<typeof payoutRun>;
