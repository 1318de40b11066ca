import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { type World } from '../world';

type Sent = Stripe.BillingPortal.ConfigurationCreateParams;

/** What customers may do on their page. */
export function createPortalConfiguration(world: World, params: Sent): Stripe.BillingPortal.Configuration {
  const now = world.clock.seconds();
  const configuration = world.store.insert('billing_portal.configuration', {
    id: world.newId('bpc'),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: params.business_profile?.headline || null,
      privacy_policy_url: params.business_profile?.privacy_policy_url ?? null,
      terms_of_service_url: params.business_profile?.terms_of_service_url ?? null,
    },
    created: now,
    default_return_url: params.default_return_url || null,
    features: featuresOf(params.features),
    is_default: world.store.all('billing_portal.configuration').length === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, params.metadata),
    name: params.name || null,
    updated: now,
  });
  world.emit('billing_portal.configuration.created', configuration);
  return configuration;
}

function featuresOf(sent: Sent['features']): Stripe.BillingPortal.Configuration['features'] {
  const { subscription_cancel: cancel, subscription_update: update } = sent;
  return {
    customer_update: {
      allowed_updates: sent.customer_update?.allowed_updates || [],
      enabled: sent.customer_update?.enabled ?? false,
    },
    invoice_history: { enabled: sent.invoice_history?.enabled ?? false },
    payment_method_update: {
      enabled: sent.payment_method_update?.enabled ?? false,
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: cancel?.enabled ?? false,
      mode: cancel?.mode ?? 'at_period_end',
      proration_behavior: cancel?.proration_behavior ?? 'none',
    },
    subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: update?.billing_cycle_anchor ?? null,
      default_allowed_updates: update?.default_allowed_updates || [],
      enabled: update?.enabled ?? false,
      products: (update?.products || []).map(({ product, prices }) => ({
        adjustable_quantity: { enabled: false, maximum: null, minimum: 1 },
        prices,
        product,
      })),
      proration_behavior: update?.proration_behavior ?? 'none',
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: 'end_trial',
    },
  };
}

/** A customer's way to their page. */
export function createPortalSession(
  world: World,
  params: Stripe.BillingPortal.SessionCreateParams,
): Stripe.BillingPortal.Session {
  if (!params.customer) {
    throw invalidRequest('Missing required param: customer.', {
      code: 'parameter_missing',
      param: 'customer',
    });
  }
  const customer = world.store.get('customer', params.customer, 'customer');
  const [first] = world.store.all('billing_portal.configuration', { is_default: true });
  const configuration = params.configuration
    ? world.store.get('billing_portal.configuration', params.configuration, 'configuration')
    : first;
  if (!configuration) {
    throw invalidRequest(
      'No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.',
    );
  }
  const id = world.newId('bps');
  return world.store.insert('billing_portal.session', {
    id,
    object: 'billing_portal.session',
    configuration: configuration.id,
    created: world.clock.seconds(),
    customer: customer.id,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: params.locale ?? null,
    on_behalf_of: null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: world.pageUrl(`/p/session/${id}`),
  });
}
