import type { Stripe } from 'stripe';
import { invalidRequest } from '../api/errors';
import { mergeMetadata } from '../api/metadata';
import { type World } from '../world';
import { createPrice, createProduct } from './catalog';
import { productName } from './subscriptions';
import { behaviorOf, taxOf } from './tax';

type SentLine = Stripe.Checkout.SessionCreateParams.LineItem;

/** The lines of a session; a price that is given in place is made, hidden from lists of what is active. */
export function checkoutLines(world: World, mode: string, sent: readonly SentLine[]): Stripe.LineItem[] {
  if (sent.length === 0) {
    throw invalidRequest(`You must provide at least one line item in \`${mode}\` mode.`, {
      param: 'line_items',
    });
  }
  const lines = sent.map((line, index) => lineOf(world, line, `line_items[${index}]`));
  const [first, ...others] = lines.map(({ price }) => price);
  if (others.some(price => price?.currency !== first?.currency)) {
    throw invalidRequest('All line items of a session must be in the same currency.', {
      param: 'line_items',
    });
  }
  if (mode === 'subscription' && !lines.some(({ price }) => price?.recurring)) {
    throw invalidRequest('You specified `subscription` mode but passed no recurring price.', {
      param: 'mode',
    });
  }
  if (mode === 'payment' && lines.some(({ price }) => price?.recurring)) {
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'mode' },
    );
  }
  return lines;
}

function lineOf(world: World, sent: SentLine, param: string): Stripe.LineItem {
  const price =
    sent.price === undefined
      ? inlinePrice(world, sent, param)
      : world.store.get('price', sent.price, `${param}[price]`);
  const { quantity = 1 } = sent;
  if (sent.quantity === undefined) {
    throw invalidRequest('Quantity is required.', { code: 'parameter_missing', param: `${param}[quantity]` });
  }
  const amount = (price.unit_amount ?? 0) * quantity;
  return {
    id: world.newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: productName(world, price),
    metadata: mergeMetadata({}, sent.metadata),
    price,
    quantity,
  };
}

function inlinePrice(world: World, { price_data: data }: SentLine, param: string): Stripe.Price {
  if (!data) throw invalidRequest('Either `price` or `price_data` is needed.', { param });
  const { product_data: made, unit_amount: amount } = data;
  if (amount === undefined) {
    throw invalidRequest('The sandbox prices by `unit_amount` alone.', {
      param: `${param}[price_data][unit_amount]`,
    });
  }
  const product = data.product ?? (made && createProduct(world, { ...made, active: false }).id) ?? '';
  return createPrice(world, {
    currency: data.currency,
    product,
    unitAmount: amount,
    recurring: data.recurring,
    active: false,
    taxBehavior: data.tax_behavior,
  });
}

/** The lines with the tax of a rate in basis points; without one they are not taxed. */
export function taxedLines(lines: readonly Stripe.LineItem[], rate: number | undefined): Stripe.LineItem[] {
  return lines.map(line => {
    const behavior = line.price ? behaviorOf(line.price) : 'exclusive';
    const tax = rate === undefined ? 0 : taxOf(line.amount_subtotal, rate, behavior);
    return {
      ...line,
      amount_tax: tax,
      amount_total: line.amount_subtotal + (behavior === 'exclusive' ? tax : 0),
    };
  });
}

/** A session's totals, which follow from its lines. */
export function totalsOf(lines: readonly Stripe.LineItem[]) {
  const sum = (field: 'amount_subtotal' | 'amount_tax' | 'amount_total') =>
    lines.reduce((total, line) => total + line[field], 0);
  return {
    amount_subtotal: sum('amount_subtotal'),
    amount_total: sum('amount_total'),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: sum('amount_tax') },
  };
}
