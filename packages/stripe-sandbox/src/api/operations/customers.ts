import type { Stripe } from 'stripe';
import { addressOf, createCustomer } from '../../billing/customers';
import { change } from '../../world';
import { mergeMetadata } from '../metadata';
import { operation } from '../operation';

export const customers = {
  'Customers.create': operation<Stripe.CustomerCreateParams>((world, { params }) =>
    createCustomer(world, {
      address: addressOf(params.address || null),
      balance: params.balance,
      description: params.description,
      email: params.email,
      locales: params.preferred_locales,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name,
      phone: params.phone,
      taxExempt: params.tax_exempt || undefined,
    }),
  ),

  'Customers.retrieve': operation(({ store }, { id }) => store.get('customer', id)),

  'Customers.update': operation<Stripe.CustomerUpdateParams>((world, { id, params }) => {
    const held = world.store.get('customer', id);
    const method = params.invoice_settings?.default_payment_method;
    return change(
      world,
      'customer',
      held,
      {
        ...(params.address !== undefined && { address: addressOf(params.address || null) }),
        ...(params.balance !== undefined && { balance: params.balance }),
        ...(params.description !== undefined && { description: params.description || null }),
        ...(params.email !== undefined && { email: params.email || null }),
        ...(params.name !== undefined && { name: params.name || null }),
        ...(params.phone !== undefined && { phone: params.phone || null }),
        ...(params.tax_exempt !== undefined && { tax_exempt: params.tax_exempt || 'none' }),
        ...(method !== undefined && {
          invoice_settings: { ...held.invoice_settings, default_payment_method: method || null },
        }),
        metadata: mergeMetadata(held.metadata, params.metadata),
      },
      { event: 'customer.updated' },
    );
  }),
};
