import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { change, idOf, type World } from '../world';
import { checkoutLines, taxedLines, totalsOf } from './checkoutLines';
import { taxRateOf } from './tax';

const day = 86_400;

/** Opens a session; its page is the sandbox's own. */
export function createSession(
  world: World,
  params: Stripe.Checkout.SessionCreateParams,
): Stripe.Checkout.Session {
  const mode = params.mode ?? 'payment';
  if (mode !== 'payment' && mode !== 'subscription') {
    throw invalidRequest(`The sandbox knows the modes payment and subscription, not ${mode}.`, {
      param: 'mode',
    });
  }
  if (params.ui_mode !== undefined && params.ui_mode !== 'hosted_page') {
    throw invalidRequest('The sandbox shows hosted pages only.', { param: 'ui_mode' });
  }
  if (!params.success_url) {
    throw invalidRequest('Missing required param: success_url.', {
      code: 'parameter_missing',
      param: 'success_url',
    });
  }
  if (params.customer && params.customer_email) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer_email',
    });
  }
  const customer = params.customer ? world.store.get('customer', params.customer, 'customer') : undefined;
  const automaticTax = params.automatic_tax?.enabled ?? false;
  if (automaticTax && customer && !customer.address?.country && params.customer_update?.address !== 'auto') {
    throw invalidRequest(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
      { code: 'customer_tax_location_invalid', param: 'automatic_tax' },
    );
  }
  const now = world.clock.seconds();
  const expiresAt = params.expires_at ?? now + day;
  if (expiresAt < now + 1800 || expiresAt > now + day) {
    throw invalidRequest('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
  const rate = automaticTax && customer ? taxRateOf(world, customer) : undefined;
  const items = taxedLines(checkoutLines(world, mode, params.line_items ?? []), rate);
  const id = world.newId('cs_test');
  return world.store.insert(
    'checkout.session',
    {
      id,
      object: 'checkout.session',
      adaptive_pricing: null,
      after_expiration: null,
      allow_promotion_codes: params.allow_promotion_codes ?? null,
      allowed_payment_method_types: null,
      ...totalsOf(items),
      automatic_tax: {
        enabled: automaticTax,
        liability: automaticTax ? { type: 'self' } : null,
        provider: automaticTax ? 'stripe' : null,
        status: automaticTax ? (rate === undefined ? 'requires_location_inputs' : 'complete') : null,
      },
      billing_address_collection: params.billing_address_collection ?? null,
      cancel_url: params.cancel_url ?? null,
      client_reference_id: params.client_reference_id ?? null,
      client_secret: null,
      collected_information: null,
      consent: null,
      consent_collection: params.consent_collection
        ? {
            payment_method_reuse_agreement: null,
            promotions: params.consent_collection.promotions ?? null,
            terms_of_service: params.consent_collection.terms_of_service ?? null,
          }
        : null,
      created: now,
      currency: items[0]?.currency ?? null,
      currency_conversion: null,
      custom_fields: [],
      custom_text: {
        after_submit: null,
        shipping_address: null,
        submit: params.custom_text?.submit || null,
        terms_of_service_acceptance: params.custom_text?.terms_of_service_acceptance || null,
      },
      customer: customer?.id ?? null,
      customer_account: null,
      customer_creation: mode === 'payment' && !customer ? (params.customer_creation ?? 'if_required') : null,
      customer_details: null,
      customer_email: params.customer_email ?? null,
      discounts: [],
      expires_at: expiresAt,
      integration_identifier: null,
      invoice: null,
      invoice_creation:
        mode === 'payment'
          ? {
              enabled: params.invoice_creation?.enabled ?? false,
              invoice_data: {
                account_tax_ids: null,
                custom_fields: null,
                description: params.invoice_creation?.invoice_data?.description ?? null,
                footer: null,
                issuer: null,
                metadata: mergeMetadata({}, params.invoice_creation?.invoice_data?.metadata),
                rendering_options: null,
              },
            }
          : null,
      livemode: false,
      locale: params.locale ?? null,
      managed_payments: { enabled: false },
      metadata: mergeMetadata({}, params.metadata),
      mode,
      origin_context: null,
      payment_intent: null,
      payment_link: null,
      payment_method_collection: mode === 'subscription' ? 'always' : 'if_required',
      payment_method_configuration_details: null,
      payment_method_options: {},
      payment_method_types: ['card', 'us_bank_account'],
      payment_status: 'unpaid',
      permissions: null,
      recovered_from: null,
      saved_payment_method_options: null,
      setup_intent: null,
      shipping_address_collection: null,
      shipping_cost: null,
      shipping_options: [],
      status: 'open',
      submit_type: params.submit_type ?? null,
      subscription: null,
      success_url: params.success_url,
      ui_mode: 'hosted_page',
      url: world.pageUrl(`/c/pay/${id}`),
      wallet_options: null,
    },
    {
      dueAt: expiresAt * 1000,
      internal: {
        items,
        subscriptionData: params.subscription_data,
        paymentIntentData: params.payment_intent_data,
      },
    },
  );
}

/** @throws StripeFailure unless the session is open. */
export function expireSession(world: World, session: Stripe.Checkout.Session): Stripe.Checkout.Session {
  requireOpen(session);
  return change(
    world,
    'checkout.session',
    session,
    { status: 'expired', url: null },
    { event: 'checkout.session.expired', dueAt: null },
  );
}

export function requireOpen(session: Stripe.Checkout.Session): void {
  if (session.status === 'open') return;
  throw invalidRequest(
    `Only Checkout Sessions with a status in ["open"] can be expired or paid. This Session has a status of ${session.status}.`,
  );
}

/** The customer that a session was opened for. */
export const customerOf = ({ store }: World, { customer }: Stripe.Checkout.Session) => {
  const id = idOf(customer);
  return id === undefined ? undefined : store.find('customer', id);
};
