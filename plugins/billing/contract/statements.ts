import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { currencyCode } from './money';
import { decimalAmount, epochMs, firstOfMonth } from './moneyTypes';
import { readMoney } from './permissions';
import { readEarnings } from './revenue';

/** opening + packs + sales + adjustments + payouts = closing = the next month's opening. */
export const statement = z.object({
  orgId: z.string(),
  /** As it was when the statement was issued; missing where the organisation was gone, and in early statements. */
  orgName: z.string().optional(),
  /** `2026-11-01` */
  month: firstOfMonth,
  currency: currencyCode,
  openingBalance: decimalAmount,
  packs: z.array(
    z.object({
      packId: z.string(),
      packTitle: z.string(),
      grossRevenue: decimalAmount,
      platformFee: decimalAmount,
      poolAfterFee: decimalAmount,
      orgContributionSessions: z.int().nonnegative(),
      totalSessions: z.int().nonnegative(),
      orgShareAmount: decimalAmount,
    }),
  ),
  sales: z.array(z.object({ at: epochMs, description: z.string(), amount: decimalAmount })),
  /** Refunds, chargebacks and late invoices of closed months, and corrections by hand. */
  adjustments: z.array(
    z.object({
      at: epochMs,
      kind: z.string(),
      description: z.string(),
      packId: z.string().nullable(),
      packTitle: z.string().nullable(),
      correctsMonth: firstOfMonth.nullable(),
      amount: decimalAmount,
    }),
  ),
  /** Below zero: paid out. Above: come back, of a payout that failed. */
  payouts: z.array(
    z.object({ at: epochMs, description: z.string(), forMonth: firstOfMonth, amount: decimalAmount }),
  ),
  closingBalance: decimalAmount,
  /** Earned in the month: packs, sales and adjustments. */
  totalAmount: decimalAmount,
  /** SHA-256 of the rest in canonical JSON: names sorted, no spaces. */
  hash: z.string(),
});
export type Statement = z.output<typeof statement>;

const query = {
  /** A closed month, by its first day. */
  month: firstOfMonth,
  /** Of the payout account where there are several, else the first by code. */
  currency: currencyCode.optional(),
  format: z.enum(['json', 'csv', 'pdf']).default('json'),
};
const tags = ['Statements'];
const description =
  'JSON, or a file with `format=csv` or `format=pdf`; all carry the same figures, and those of a closed month never change.';

export const statementsEndpoints = {
  statement: endpoint({
    method: 'GET',
    path: '/v1/marketplace/statements',
    summary: 'Statement of a closed month',
    description,
    tags,
    access: { permission: readEarnings },
    query: z.object(query),
    output: statement,
    errors: ['not_found'],
  }),
  internalStatement: endpoint({
    method: 'GET',
    path: '/internal/statements',
    summary: 'Statement of any organisation',
    description,
    tags,
    access: { permission: readMoney },
    query: z.object({ orgId: z.string().min(1).max(64), ...query }),
    output: statement,
    errors: ['not_found'],
  }),
} as const;
