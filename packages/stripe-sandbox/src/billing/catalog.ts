import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { type World } from '../world';
import { checkAmount, checkCurrency } from './currencies';
import { decimalText } from './decimal';

type ProductDraft = Pick<
  Stripe.ProductCreateParams,
  | 'active'
  | 'description'
  | 'images'
  | 'metadata'
  | 'name'
  | 'statement_descriptor'
  | 'tax_code'
  | 'unit_label'
  | 'url'
>;

export function createProduct(world: World, draft: ProductDraft, id = world.newId('prod')): Stripe.Product {
  const now = world.clock.seconds();
  if (!draft.name)
    throw invalidRequest('You must name the product.', { code: 'parameter_missing', param: 'name' });
  if (world.store.find('product', id)) {
    throw invalidRequest(`Product already exists: ${id}`, { code: 'resource_already_exists', param: 'id' });
  }
  const product = world.store.insert('product', {
    id,
    object: 'product',
    active: draft.active ?? true,
    created: now,
    default_price: null,
    description: draft.description ?? null,
    images: draft.images ?? [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, draft.metadata),
    name: draft.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: draft.statement_descriptor ?? null,
    tax_code: draft.tax_code ?? null,
    tax_details: null,
    type: 'service',
    unit_label: draft.unit_label ?? null,
    updated: now,
    url: draft.url ?? null,
  });
  world.emit('product.created', product);
  return product;
}

interface PriceDraft {
  readonly currency: string;
  readonly product: string;
  readonly unitAmount: number;
  readonly recurring?: { interval: string; interval_count?: number } | null;
  readonly active?: boolean;
  readonly lookupKey?: string;
  readonly transferLookupKey?: boolean;
  readonly metadata?: Record<string, string>;
  readonly nickname?: string;
  readonly taxBehavior?: string;
}

export function createPrice(world: World, draft: PriceDraft): Stripe.Price {
  const currency = checkCurrency(draft.currency);
  const { recurring } = draft;
  if (recurring && !['day', 'week', 'month', 'year'].includes(recurring.interval)) {
    throw invalidRequest('Invalid recurring[interval]: must be one of day, month, week, or year', {
      param: 'recurring[interval]',
    });
  }
  const unitAmount = checkAmount(draft.unitAmount, currency, 'unit_amount');
  if (draft.lookupKey) releaseLookupKey(world, draft.lookupKey, draft.transferLookupKey ?? false);
  const price = world.store.insert('price', {
    id: world.newId('price'),
    object: 'price',
    active: draft.active ?? true,
    billing_scheme: 'per_unit',
    created: world.clock.seconds(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: draft.lookupKey ?? null,
    metadata: draft.metadata ?? {},
    nickname: draft.nickname ?? null,
    product: world.store.get('product', draft.product, 'product').id,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: draft.taxBehavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: decimalText(unitAmount),
  });
  world.emit('price.created', price);
  return price;
}

function releaseLookupKey(world: World, key: string, transfer: boolean): void {
  for (const held of world.store.all('price', { lookup_key: key })) {
    if (!transfer) {
      throw invalidRequest(`A price (\`${held.id}\`) already uses that lookup key.`, { param: 'lookup_key' });
    }
    world.store.update('price', { ...held, lookup_key: null });
  }
}
