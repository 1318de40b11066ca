import type { Stripe } from 'stripe';
import { change, idOf, type World } from '../world';

/** Cards are known by name only: there is nothing to type and nothing to keep. */
export type CardName = 'bad' | 'challenge' | 'good';

const cards: Record<CardName, { last4: string; brand: string }> = {
  good: { last4: '4242', brand: 'visa' },
  bad: { last4: '0341', brand: 'visa' },
  challenge: { last4: '3184', brand: 'mastercard' },
};

/** Makes a card of that name the one a customer pays with. */
export function attachCard(world: World, customer: Stripe.Customer, name: CardName): Stripe.PaymentMethod {
  const { last4, brand } = cards[name];
  const method = world.store.insert('payment_method', {
    id: world.newId('pm'),
    object: 'payment_method',
    billing_details: billingDetailsOf(customer),
    card: {
      brand,
      checks: null,
      country: customer.address?.country ?? 'US',
      display_brand: brand,
      exp_month: 12,
      exp_year: new Date(world.clock.now()).getUTCFullYear() + 4,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.clock.seconds(),
    customer: customer.id,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
  });
  world.emit('payment_method.attached', method);
  change(
    world,
    'customer',
    world.store.get('customer', customer.id),
    { invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id } },
    { event: 'customer.updated' },
  );
  return method;
}

export function billingDetailsOf(customer: Stripe.Customer | undefined): Stripe.Charge.BillingDetails {
  return {
    address: customer?.address ?? null,
    email: customer?.email ?? null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_id: null,
  };
}

/** What a charge of the method comes to without the buyer at hand. */
export function outcomeOf(
  method: Stripe.PaymentMethod | undefined,
): 'authentication_required' | 'declined' | 'paid' {
  if (!method || method.card?.last4 === cards.bad.last4) return 'declined';
  return method.card?.last4 === cards.challenge.last4 ? 'authentication_required' : 'paid';
}

/** The method of a subscription, or else of its customer. */
export function methodFor(
  { store }: World,
  customer: string,
  preferred?: string | { id: string } | null,
): Stripe.PaymentMethod | undefined {
  const id = idOf(preferred) ?? idOf(store.get('customer', customer).invoice_settings.default_payment_method);
  return id === undefined ? undefined : store.find('payment_method', id);
}
