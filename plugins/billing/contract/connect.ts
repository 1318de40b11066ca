import { binary, definePermission, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { currencyCode } from './money';
import { epochMs } from './moneyTypes';
import { readEarnings } from './revenue';

export const managePayoutAccount = definePermission({
  id: 'payouts:account',
  title: 'connect the account the organisation is paid to',
  roles: ['seller_admin'],
});

/** `restricted`: Stripe wants more, see `missing`. Only to `enabled` is anything paid. */
export const payoutAccountStates = ['not_started', 'in_review', 'restricted', 'enabled'] as const;
export type PayoutAccountState = (typeof payoutAccountStates)[number];

export const payoutAccount = z.object({
  state: z.enum(payoutAccountStates),
  /** What Stripe still wants, in plain words, most urgent first. */
  missing: z.array(
    z.object({
      /** Stripe's name of it: `individual.verification.document`. */
      requirement: z.string(),
      title: z.string(),
      /** Asked for by a date that has passed, or refused. */
      overdue: z.boolean(),
    }),
  ),
  /** By when, where Stripe set a date. */
  dueBy: epochMs.nullable(),
  country: z.string().nullable(),
  /** What the account is paid in; null before Stripe knows. */
  currency: currencyCode.nullable(),
  /** Why Stripe's last payment to the bank failed; null once one came through. */
  bankProblem: z.string().nullable(),
  updatedAt: epochMs.nullable(),
});
export type PayoutAccount = z.output<typeof payoutAccount>;

const tags = ['Payouts'];
const access = { permission: managePayoutAccount };
const link = z.object({ url: z.string() });

export const connectEndpoints = {
  payoutAccount: endpoint({
    method: 'GET',
    path: '/v1/marketplace/payouts/account',
    summary: 'State of the account the organisation is paid to',
    tags,
    access: { permission: readEarnings },
    output: payoutAccount,
  }),
  connectLink: endpoint({
    method: 'POST',
    path: '/v1/marketplace/payouts/connect-link',
    summary: 'Link to connect a payout account, or to complete it',
    description: 'Creates the account at Stripe on first use. A link works once and for minutes.',
    tags,
    access,
    body: z.strictObject({
      /** ISO 3166-1 alpha-2; of the first use, later ones may leave it out. */
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'Give a country such as DE')
        .optional(),
    }),
    output: link,
    errors: ['conflict', 'unavailable'],
  }),
  connectCallback: endpoint({
    method: 'GET',
    path: '/v1/marketplace/payouts/connect/callback',
    summary: 'Return from onboarding: looks at the account and goes on to the payouts page',
    tags,
    access,
    query: z.object({
      /** `refresh`: the link had expired, a new one is made. */
      outcome: z.enum(['return', 'refresh']).default('return'),
    }),
    output: binary('text/html'),
    errors: ['unavailable'],
  }),
  payoutDashboardLink: endpoint({
    method: 'POST',
    path: '/v1/marketplace/payouts/dashboard-link',
    summary: 'Link to the payout account’s own dashboard',
    tags,
    access,
    output: link,
    errors: ['conflict', 'unavailable'],
  }),
} as const;
