import type { Stripe } from 'stripe';
import { createPrice, createProduct } from '../../billing/catalog';
import { invalidRequest } from '../errors';
import { listOf, page } from '../lists';
import { mergeMetadata } from '../metadata';
import { operation } from '../operation';

export const catalog = {
  'Products.create': operation<Stripe.ProductCreateParams>((world, { params }) => {
    const product = createProduct(world, params, params.id);
    const { default_price_data: priced } = params;
    if (!priced) return product;
    const price = createPrice(world, {
      currency: priced.currency,
      product: product.id,
      unitAmount: priced.unit_amount ?? 0,
      recurring: priced.recurring,
      metadata: mergeMetadata({}, priced.metadata),
      taxBehavior: priced.tax_behavior,
    });
    return world.store.update('product', { ...product, default_price: price.id });
  }),

  'Products.retrieve': operation(({ store }, { id }) => store.get('product', id)),

  'Products.list': operation<Stripe.ProductListParams>((world, { params }) => {
    const { ids } = params;
    if (ids)
      return page(
        '/v1/products',
        ids.flatMap(id => world.store.find('product', id) ?? []),
      );
    return listOf(world, 'product', '/v1/products', params, {
      where: { active: params.active, url: params.url },
    });
  }),

  'Prices.create': operation<Stripe.PriceCreateParams>((world, { params }) => {
    const { product_data: made, unit_amount: amount } = params;
    if (amount === undefined) {
      throw invalidRequest('The sandbox prices by `unit_amount` alone.', { param: 'unit_amount' });
    }
    const product =
      params.product ?? (made && createProduct(world, { ...made, name: made.name }, made.id).id) ?? '';
    return createPrice(world, {
      currency: params.currency,
      product,
      unitAmount: amount,
      recurring: params.recurring,
      active: params.active,
      lookupKey: params.lookup_key,
      transferLookupKey: params.transfer_lookup_key,
      metadata: mergeMetadata({}, params.metadata),
      nickname: params.nickname,
      taxBehavior: params.tax_behavior,
    });
  }),

  'Prices.retrieve': operation(({ store }, { id }) => store.get('price', id)),

  'Prices.list': operation<Stripe.PriceListParams>((world, { params }) =>
    listOf(world, 'price', '/v1/prices', params, {
      where: {
        active: params.active,
        currency: params.currency,
        product: params.product,
        type: params.type,
        'recurring.interval': params.recurring?.interval,
      },
      within: { lookup_key: params.lookup_keys },
    }),
  ),
};
