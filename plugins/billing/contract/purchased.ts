import { endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { buyableTiers } from './checkout';
import { moneyView } from './money';
import { manageBilling } from './permissions';
import { subscriptionView } from './types';

const tags = ['Subscriptions'];
const access = { permission: manageBilling };
const params = z.object({ id: z.string().max(64) });
const packIds = z
  .array(z.string().min(1).max(120))
  .min(1, 'Choose at least one pack')
  .max(5, 'Choose up to five packs');

export const changePreview = z.object({
  /** An upgrade counts at once and is charged in part; a downgrade counts from the next period on. */
  effective: z.enum(['now', 'period_end']),
  /** Epoch ms. */
  effectiveAt: z.int().nonnegative(),
  /** Charged when it is confirmed; tax included. */
  dueNow: moneyView,
  /** Each following month, before tax. */
  thenMonthly: moneyView,
  lines: z.array(z.object({ description: z.string(), amount: moneyView })),
  /** Confirms exactly this; good for ten minutes. */
  confirmation: z.string(),
});
export type ChangePreview = z.output<typeof changePreview>;

const changeErrors = ['not_found', 'conflict', 'unavailable'] as const;

/** Subscriptions that were bought; granted ones are changed by an admin. */
export const purchasedEndpoints = {
  previewSubscriptionChange: endpoint({
    method: 'POST',
    path: '/v1/marketplace/subscriptions/:id/change-preview',
    summary: 'What another tier would cost, and from when',
    tags,
    access,
    params,
    body: z.strictObject({ tier: z.enum(buyableTiers), packIds }),
    output: changePreview,
    errors: changeErrors,
  }),
  confirmSubscriptionChange: endpoint({
    method: 'POST',
    path: '/v1/marketplace/subscriptions/:id/change',
    summary: 'Change the tier as previewed',
    description:
      'An upgrade whose payment the bank wants confirmed leaves the subscription as it is, with the upgrade as `purchase.pending` and the page to confirm it on; it counts once it is paid there.',
    tags,
    access,
    params,
    body: z.strictObject({ confirmation: z.string().max(4000) }),
    output: subscriptionView,
    errors: [...changeErrors, 'payment_required'],
  }),
  cancelSubscription: endpoint({
    method: 'POST',
    path: '/v1/marketplace/subscriptions/:id/cancel',
    summary: 'Cancel at the end of the period that is paid',
    tags,
    access,
    params,
    output: subscriptionView,
    errors: changeErrors,
  }),
  resumeSubscription: endpoint({
    method: 'POST',
    path: '/v1/marketplace/subscriptions/:id/resume',
    summary: 'Take a cancellation back before it counts',
    tags,
    access,
    params,
    output: subscriptionView,
    errors: changeErrors,
  }),
  choosePacks: endpoint({
    method: 'PUT',
    path: '/v1/marketplace/subscriptions/:id/packs',
    summary: 'Choose the packs of a Pro subscription',
    description:
      'Packs that are added count at once; the ones left out stay until the period ends, and so do additions that would make more than five.',
    tags,
    access,
    params,
    body: z.strictObject({ packIds }),
    output: subscriptionView,
    errors: ['not_found', 'conflict'],
  }),
} as const;
