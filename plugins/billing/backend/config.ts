import { frontendVisible, secret } from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import type { StripeMode } from '../contract';

/** Empty counts as absent, as `${STRIPE_SECRET_KEY:-}` gives it; so does one of blanks, which anybody could sign with. */
const optionalSecret = () => secret(z.string().trim()).optional();

/** Without a key the portal is its own Stripe. */
export const stripeModeOf = (secretKey: string | undefined): StripeMode => {
  if (!secretKey) return 'sandbox';
  return /^(?:sk|rk)_live_/.test(secretKey) ? 'live' : 'test';
};

const stripeConfig = z
  .strictObject({
    /** From Stripe's dashboard. Without it the portal runs against its built-in sandbox. */
    secretKey: optionalSecret(),
    /** Signing secret of the webhook endpoint `/webhooks/stripe`. */
    webhookSecret: optionalSecret(),
    /** Signing secret of the Connect webhook endpoint `/webhooks/stripe-connect`. */
    connectWebhookSecret: optionalSecret(),
    /**
     * Whether Stripe adds taxes by the buyer's billing address. It needs Stripe Tax with registrations, and counts for
     * purchases and changes of tier from then on; subscriptions that are taxed stay so when it is switched off.
     */
    automaticTax: frontendVisible(z.boolean().default(false)),
    sandbox: z
      .strictObject({
        /** Of the sandbox's own pages and API; a free one without it. */
        port: z.int().min(0).max(65_535).default(0),
        /** Where browsers reach it, if not at 127.0.0.1 and that port. */
        publicUrl: z.url().optional(),
      })
      .prefault({}),
  })
  .superRefine(({ secretKey, webhookSecret, connectWebhookSecret }, context) => {
    if (!secretKey) return;
    if (!/^(?:sk|rk)_(?:live|test)_/.test(secretKey)) {
      context.addIssue({
        code: 'custom',
        path: ['secretKey'],
        message: 'is no secret key of Stripe: it begins with sk_live_, sk_test_, rk_live_ or rk_test_.',
      });
    }
    const missing = { webhookSecret, connectWebhookSecret };
    for (const [name, value] of Object.entries(missing)) {
      if (value) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message:
          'is empty, so that nobody could tell Stripe’s webhooks from forged ones. Copy the signing secret (whsec_…) of the endpoint from Stripe’s dashboard.',
      });
    }
  });

export const billingConfig = z.strictObject({
  stripe: stripeConfig.prefault({}),
  /** Where buyers ask for an Enterprise contract; without it they are told to ask the portal's admin. */
  salesEmail: frontendVisible(z.email().optional()),
  /** The platform's share of a pack's revenue, where no other rate is in effect: 0.30 is 30 %. */
  platformFee: z.number().min(0).max(1).default(0.3),
  /** How long a subscription counts after a payment failed. */
  graceDays: z.int().min(0).max(60).default(7),
  /** Decimal, in the main unit of each currency; less waits for the next month. */
  minimumPayout: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'Write the amount in digits, such as "10.00"')
    .default('10.00'),
  /** Whether a run of payouts waits for the approval of a second admin. */
  payoutApproval: z.boolean().default(false),
});
export type BillingConfig = z.output<typeof billingConfig>;
