import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { monthText } from './ledger';
import { currencyCode } from './money';
import { changeReason, pageNumber } from './moneyTypes';
import {
  approvePayouts,
  ownPayouts,
  payout,
  payoutMonth,
  payoutPack,
  payoutPlan,
  payoutRun,
  payoutStates,
} from './payoutTypes';
import { readMoney } from './permissions';
import { readEarnings } from './revenue';

const tags = ['Payouts'];
const read = { permission: readMoney };
const approve = { permission: approvePayouts };
const params = z.object({ id: z.string().max(64) });
const decision = z.strictObject({ reason: changeReason });

export const payoutsEndpoints = {
  ownPayouts: endpoint({
    method: 'GET',
    path: '/v1/marketplace/payouts',
    summary: 'Payouts of the organisation by month, with its balances and account',
    tags,
    access: { permission: readEarnings },
    output: ownPayouts,
  }),
  ownPayoutMonth: endpoint({
    method: 'GET',
    path: '/v1/marketplace/payouts/months/:month',
    summary: 'How a month’s payout comes about',
    tags,
    access: { permission: readEarnings },
    params: z.object({ month: monthText }),
    query: z.object({ currency: currencyCode.optional() }),
    output: payoutMonth,
    errors: ['not_found'],
  }),
  ownPayoutPack: endpoint({
    method: 'GET',
    path: '/v1/marketplace/payouts/months/:month/packs/:packId',
    summary: 'Sessions and payments behind the share of one pack',
    tags,
    access: { permission: readEarnings },
    params: z.object({ month: monthText, packId: z.string().max(120) }),
    query: z.object({ currency: currencyCode.optional(), page: pageNumber }),
    output: payoutPack,
    errors: ['not_found'],
  }),
  previewPayouts: endpoint({
    method: 'GET',
    path: '/api/billing/admin/payouts/preview',
    summary: 'Dry run: what a payout run would pay, with the difference to last month',
    tags,
    access: read,
    query: z.object({ month: monthText }),
    output: payoutPlan,
  }),
  listPayouts: endpoint({
    method: 'GET',
    path: '/api/billing/admin/payouts',
    summary: 'Payouts of every organisation, newest first',
    tags,
    access: read,
    query: z.object({
      month: monthText.optional(),
      state: z.enum(payoutStates).optional(),
      orgId: z.string().max(64).optional(),
      page: pageNumber,
    }),
    output: z.object({
      payouts: z.array(payout.extend({ orgName: z.string() })),
      total: z.int().nonnegative(),
      pageSize: z.int().positive(),
    }),
  }),
  listPayoutRuns: endpoint({
    method: 'GET',
    path: '/api/billing/admin/payout-runs',
    summary: 'Payout runs, newest first',
    tags,
    access: read,
    query: z.object({ page: pageNumber }),
    output: z.object({
      runs: z.array(payoutRun),
      total: z.int().nonnegative(),
      pageSize: z.int().positive(),
      /** Whether a second person has to approve a run. */
      secondApproval: z.boolean(),
    }),
  }),
  requestPayoutRun: endpoint({
    method: 'POST',
    path: '/api/billing/admin/payout-runs',
    summary: 'Pay what the dry run showed',
    description:
      'Refused with a conflict when the balances have changed since. Where a second person has to approve, the run waits for them.',
    tags,
    access: approve,
    body: z.strictObject({ month: monthText, planHash: z.string().length(64), reason: changeReason }),
    output: payoutRun,
    status: 202,
    errors: ['conflict'],
  }),
  approvePayoutRun: endpoint({
    method: 'POST',
    path: '/api/billing/admin/payout-runs/:id/approve',
    summary: 'Approve a run another person asked for',
    tags,
    access: approve,
    params,
    body: decision,
    output: payoutRun,
    errors: ['not_found', 'conflict'],
  }),
  rejectPayoutRun: endpoint({
    method: 'POST',
    path: '/api/billing/admin/payout-runs/:id/reject',
    summary: 'Reject a run that waits for approval',
    tags,
    access: approve,
    params,
    body: decision,
    output: payoutRun,
    errors: ['not_found', 'conflict'],
  }),
  retryPayout: endpoint({
    method: 'POST',
    path: '/api/billing/admin/payouts/:id/retry',
    summary: 'Try a failed or waiting payout again',
    tags,
    access: approve,
    params,
    body: decision,
    output: payout,
    errors: ['not_found', 'conflict'],
  }),
} as const;
