import type { Stripe } from 'stripe';
import { createPortalConfiguration, createPortalSession } from '../../billing/portal';
import { listOf } from '../lists';
import { operation } from '../operation';

export const billingPortal = {
  'BillingPortal/Configurations.create': operation<Stripe.BillingPortal.ConfigurationCreateParams>(
    (world, { params }) => createPortalConfiguration(world, params),
  ),

  'BillingPortal/Configurations.list': operation<Stripe.BillingPortal.ConfigurationListParams>(
    (world, { params }) =>
      listOf(world, 'billing_portal.configuration', '/v1/billing_portal/configurations', params, {
        where: { active: params.active, is_default: params.is_default },
      }),
  ),

  'BillingPortal/Sessions.create': operation<Stripe.BillingPortal.SessionCreateParams>((world, { params }) =>
    createPortalSession(world, params),
  ),
};
