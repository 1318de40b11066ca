import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { currencyCode } from './money';
import { decimalAmount, epochMs } from './moneyTypes';
import { readMoney } from './permissions';

/**
 * Why Stripe and the ledger differ. `in_progress`: not older than an hour, the events are on their way.
 * `missing_in_ledger`, `missing_at_stripe`, `amount_differs`: somebody must look.
 * `bank_payout`: Stripe paid the platform's bank; outside the ledger's accounts. `other_stripe_fee`: billed by Stripe itself.
 */
export const differenceCauses = [
  'in_progress',
  'missing_in_ledger',
  'missing_at_stripe',
  'amount_differs',
  'bank_payout',
  'other_stripe_fee',
] as const;

export const reconciliation = z.object({
  ranAt: epochMs,
  /** Why Stripe could not be asked: there are no totals and differences then, the checks hold anyway. */
  unavailable: z.string().nullable(),
  /** Differences that somebody must look at, and checks that do not hold. */
  problems: z.int().nonnegative(),
  from: epochMs,
  to: epochMs,
  totals: z.array(
    z.object({
      currency: currencyCode,
      /** Net change of the Stripe balance. */
      stripe: decimalAmount,
      /** Net change of `stripe_clearing`. */
      ledger: decimalAmount,
      /** stripe − ledger; the sum of the differences below. */
      difference: decimalAmount,
    }),
  ),
  differences: z.array(
    z.object({
      /** Stripe's id of the charge, refund, dispute, transfer … */
      source: z.string(),
      type: z.string(),
      at: epochMs,
      currency: currencyCode,
      stripe: decimalAmount,
      ledger: decimalAmount,
      cause: z.enum(differenceCauses),
      explanation: z.string(),
    }),
  ),
  /** Checks of the ledger against itself, such as frozen counts against their hash. */
  checks: z.array(z.object({ check: z.string(), ok: z.boolean(), detail: z.string() })),
});
export type Reconciliation = z.output<typeof reconciliation>;

/** The last check that was kept: one is made each day, after each payout run, and on request. */
export const keptReconciliation = z.object({ latest: reconciliation.nullable() });

const tags = ['Money'];

export const reconciliationEndpoints = {
  reconciliation: endpoint({
    method: 'GET',
    path: '/api/billing/admin/reconciliation',
    summary: 'Stripe’s balance against the ledger, each difference explained',
    tags,
    access: { permission: readMoney },
    query: z.object({
      from: z.coerce.number().int().nonnegative(),
      to: z.coerce.number().int().nonnegative(),
    }),
    output: reconciliation,
  }),
  latestReconciliation: endpoint({
    method: 'GET',
    path: '/api/billing/admin/reconciliation/latest',
    summary: 'The last check of Stripe’s balance against the ledger that was kept',
    description: 'One is made each day, after each payout run, and on request.',
    tags,
    access: { permission: readMoney },
    output: keptReconciliation,
  }),
  checkNow: endpoint({
    method: 'POST',
    path: '/api/billing/admin/reconciliation/check',
    summary: 'Check Stripe’s balance against the ledger now, and keep the result',
    tags,
    access: { permission: readMoney },
    output: keptReconciliation,
    errors: ['unavailable'],
  }),
} as const;
