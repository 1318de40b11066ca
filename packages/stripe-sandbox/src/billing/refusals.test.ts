import type Stripe from 'stripe';
import { openShop, opening, type Shop } from '../testing/shop';

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const links = { success_url: 'http://127.0.0.1/return' };
const inline = (currency: string, more: object = {}) => ({
  quantity: 1,
  price_data: { currency, unit_amount: 100, product_data: { name: 'Asset' }, ...more },
});

test.each<[string, (standard: string) => Stripe.Checkout.SessionCreateParams]>([
  ['a mode that it has not', () => ({ ...links, mode: 'setup' })],
  ['no success URL', standard => ({ mode: 'subscription', line_items: [{ price: standard, quantity: 1 }] })],
  ['no lines', () => ({ ...links, mode: 'payment' })],
  ['a line without a price', () => ({ ...links, mode: 'payment', line_items: [{ quantity: 1 }] })],
  [
    'a line without a quantity',
    standard => ({ ...links, mode: 'subscription', line_items: [{ price: standard }] }),
  ],
  [
    'a one-time price for a subscription',
    () => ({ ...links, mode: 'subscription', line_items: [inline('usd')] }),
  ],
  [
    'a recurring price for a payment',
    standard => ({ ...links, mode: 'payment', line_items: [{ price: standard, quantity: 1 }] }),
  ],
  ['two currencies', () => ({ ...links, mode: 'payment', line_items: [inline('usd'), inline('eur')] })],
  ['no currency', () => ({ ...links, mode: 'payment', line_items: [inline('crabs')] })],
  [
    'an odd interval',
    () => ({
      ...links,
      mode: 'subscription',
      line_items: [inline('usd', { recurring: { interval: 'tide' } })],
    }),
  ],
  [
    'a negative amount',
    () => ({ ...links, mode: 'payment', line_items: [inline('usd', { unit_amount: -1 })] }),
  ],
  [
    'no amount',
    () => ({ ...links, mode: 'payment', line_items: [inline('usd', { unit_amount: undefined })] }),
  ],
  [
    'an embedded page',
    () => ({ ...links, mode: 'payment', ui_mode: 'embedded_page', line_items: [inline('usd')] }),
  ],
  [
    'an unknown customer',
    () => ({ ...links, mode: 'payment', customer: 'cus_none', line_items: [inline('usd')] }),
  ],
  [
    'a customer and an email',
    () => ({
      ...links,
      mode: 'payment',
      customer: 'cus_none',
      customer_email: 'a@example.com',
      line_items: [inline('usd')],
    }),
  ],
  [
    'an end too soon',
    () => ({ ...links, mode: 'payment', expires_at: opening / 1000 + 60, line_items: [inline('usd')] }),
  ],
])('a checkout with %s is refused', async (_what, params) => {
  await expect(shop.stripe.checkout.sessions.create(params(shop.standard))).rejects.toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 400,
  });
});

test('sessions are found by what they made', async () => {
  const { customer, session, subscription } = await shop.subscribe();
  const found = await shop.stripe.checkout.sessions.list({ subscription: subscription.id });
  expect(found.data).toMatchObject([{ id: session, customer }]);
  const lines = await shop.stripe.checkout.sessions.listLineItems(session);
  expect(lines.data).toMatchObject([{ description: 'Standard', amount_total: 3100 }]);
  const [invoice] = (await shop.stripe.invoices.list({ customer })).data;
  const payments = await shop.stripe.invoicePayments.list({ invoice: invoice!.id, status: 'paid' });
  const intent = String(payments.data[0]!.payment.payment_intent);
  expect(
    (
      await shop.stripe.invoicePayments.list({
        payment: { type: 'payment_intent', payment_intent: intent },
      })
    ).data,
  ).toMatchObject([{ invoice: invoice!.id }]);
  expect(await shop.stripe.paymentIntents.retrieve(intent)).toMatchObject({ status: 'succeeded', customer });
});

test('a product may come with its price, under an id of its own', async () => {
  const product = await shop.stripe.products.create({
    id: 'pack_flows',
    name: 'Flows',
    default_price_data: { currency: 'usd', unit_amount: 900, recurring: { interval: 'month' } },
    expand: ['default_price'],
  });
  expect(product).toMatchObject({ id: 'pack_flows', default_price: { unit_amount: 900 } });
  await expect(shop.stripe.products.create({ id: 'pack_flows', name: 'Again' })).rejects.toMatchObject({
    code: 'resource_already_exists',
  });
  expect((await shop.stripe.products.list({ ids: ['pack_flows', 'none'] })).data).toHaveLength(1);
  await expect(shop.stripe.prices.create({ product: 'pack_flows', currency: 'usd' })).rejects.toMatchObject({
    param: 'unit_amount',
  });
});

test('the portal needs a configuration and a customer', async () => {
  const { customer } = await shop.subscribe();
  await expect(shop.stripe.billingPortal.sessions.create({ customer })).rejects.toThrow(/No configuration/);
  const configuration = await shop.stripe.billingPortal.configurations.create({
    features: { invoice_history: { enabled: true } },
    metadata: { netcrab: 'buyers' },
  });
  expect((await shop.stripe.billingPortal.configurations.list({ active: true })).data).toMatchObject([
    { id: configuration.id, is_default: true, metadata: { netcrab: 'buyers' } },
  ]);
  await expect(shop.stripe.billingPortal.sessions.create({})).rejects.toMatchObject({ param: 'customer' });
});

test('refunds name what they give back', async () => {
  await expect(shop.stripe.refunds.create({})).rejects.toMatchObject({ statusCode: 400 });
  const charge = await shop.sell(1000);
  await expect(shop.stripe.refunds.create({ charge, amount: 0 })).rejects.toMatchObject({ param: 'amount' });
  const session = await shop.stripe.checkout.sessions.create({
    ...links,
    mode: 'payment',
    line_items: [inline('usd')],
  });
  shop.sandbox.payCheckout(session.id, { outcome: 'bankDebitSucceeds' });
  const { payment_intent: intent } = await shop.stripe.checkout.sessions.retrieve(session.id);
  await expect(shop.stripe.refunds.create({ payment_intent: String(intent) })).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
});
