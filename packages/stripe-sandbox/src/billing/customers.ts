import type { Stripe } from 'stripe';
import { type World } from '../world';

export interface CustomerDraft {
  readonly address?: Stripe.Customer['address'];
  readonly description?: string | null;
  readonly email?: string | null;
  readonly metadata?: Record<string, string>;
  readonly name?: string | null;
  readonly phone?: string | null;
  readonly taxExempt?: Stripe.Customer['tax_exempt'];
  readonly locales?: string[];
  readonly balance?: number;
}

export function createCustomer(world: World, draft: CustomerDraft): Stripe.Customer {
  const id = world.newId('cus');
  const customer = world.store.insert('customer', {
    id,
    object: 'customer',
    address: draft.address ?? null,
    balance: draft.balance ?? 0,
    created: world.clock.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: draft.description ?? null,
    discount: null,
    email: draft.email ?? null,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: draft.metadata ?? {},
    name: draft.name ?? null,
    next_invoice_sequence: 1,
    phone: draft.phone ?? null,
    preferred_locales: draft.locales ?? [],
    shipping: null,
    tax_exempt: draft.taxExempt ?? 'none',
    test_clock: null,
  });
  world.emit('customer.created', customer);
  return customer;
}

/** An address with what is not known as null. */
export function addressOf(
  sent: { readonly [K in keyof Stripe.Address]?: string | null } | null | undefined,
): Stripe.Address | null {
  if (!sent) return null;
  const { city, country, line1, line2, postal_code: postalCode, state } = sent;
  return {
    city: city ?? null,
    country: country ?? null,
    line1: line1 ?? null,
    line2: line2 ?? null,
    postal_code: postalCode ?? null,
    state: state ?? null,
  };
}
