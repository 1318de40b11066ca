import { ConflictError, type OrgId } from '@netcrab/plugin-api/backend';
import type Stripe from 'stripe';
import { contentKey } from '../stripe/idempotency';
import type { CheckoutDeps } from './checkout';

/**
 * What buyers do at Stripe: payment methods, invoices, address, cancelling. Tiers are changed in the portal, which knows
 * their packs.
 */
const features = {
  customer_update: { enabled: true, allowed_updates: ['email', 'address', 'name', 'tax_id'] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true, mode: 'at_period_end' },
} satisfies Stripe.BillingPortal.ConfigurationCreateParams.Features;

const ours = { netcrab: 'buyers' } as const;

/** The configuration that buyers' sessions go by, if there is one yet. */
export async function findConfiguration(stripe: Stripe): Promise<string | null> {
  for await (const known of stripe.billingPortal.configurations.list({ active: true, limit: 100 }))
    if (known.metadata?.netcrab === ours.netcrab) return known.id;
  return null;
}

/** Finds it, or makes it. */
export async function ensureConfiguration(stripe: Stripe): Promise<string> {
  const known = await findConfiguration(stripe);
  if (known !== null) return known;
  const params = { features, metadata: ours };
  const { id } = await stripe.billingPortal.configurations.create(params, {
    idempotencyKey: contentKey('portal', params),
  });
  return id;
}

/** @throws ConflictError for an org that has never bought */
export async function openPortal({ access, profiles, app }: CheckoutDeps, orgId: OrgId): Promise<string> {
  const { customerId } = await profiles.get(orgId);
  if (customerId === null) {
    throw new ConflictError('Your organisation has not bought anything yet, so there is nothing to manage.');
  }
  const stripe = await access.client();
  const { url } = await stripe.billingPortal.sessions.create({
    customer: customerId,
    configuration: await ensureConfiguration(stripe),
    return_url: `${app.baseUrl}/app/marketplace/subscriptions`,
  });
  return url;
}
