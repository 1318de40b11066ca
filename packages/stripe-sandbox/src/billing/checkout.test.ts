import { day, openShop, type Shop } from '../testing/shop';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const links = { success_url: 'http://127.0.0.1/return', cancel_url: 'http://127.0.0.1/packs' };

test('a paid checkout makes a subscription, a paid invoice and their signed events', async () => {
  const customer = await shop.stripe.customers.create({
    email: 'buyer@example.com',
    metadata: { org: 'o1' },
  });
  const session = await shop.stripe.checkout.sessions.create({
    ...links,
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: shop.standard, quantity: 2 }],
    subscription_data: { metadata: { order: 'order_1' } },
    client_reference_id: 'order_1',
  });
  expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 6200 });
  shop.sandbox.payCheckout(session.id);
  await shop.sandbox.deliver();
  const done = await shop.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['subscription.latest_invoice.payments', 'line_items'],
  });
  expect(done).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    client_reference_id: 'order_1',
    subscription: {
      status: 'active',
      metadata: { order: 'order_1' },
      items: { data: [{ price: { id: shop.standard }, quantity: 2 }] },
      latest_invoice: { status: 'paid', amount_paid: 6200, payments: { data: [{ status: 'paid' }] } },
    },
    line_items: { data: [{ amount_total: 6200 }] },
  });
  expect(shop.receiver.types()).toEqual(
    expect.arrayContaining([
      'customer.subscription.created',
      'invoice.paid',
      'invoice_payment.paid',
      'charge.succeeded',
      'checkout.session.completed',
    ]),
  );
});

test('a one-time purchase makes a payment with a fee, and a customer only when asked', async () => {
  const charge = await shop.sell(10_000);
  expect(await shop.stripe.charges.retrieve(charge, { expand: ['balance_transaction'] })).toMatchObject({
    status: 'succeeded',
    customer: null,
    balance_transaction: { amount: 10_000, fee: 320, net: 9680, status: 'pending', type: 'charge' },
  });
  const session = await shop.stripe.checkout.sessions.create({
    ...links,
    mode: 'payment',
    customer_creation: 'always',
    invoice_creation: { enabled: true },
    payment_intent_data: { metadata: { kind: 'asset' } },
    line_items: [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Asset' } } },
    ],
  });
  shop.sandbox.payCheckout(session.id, { email: 'new@example.com', country: 'FR' });
  expect(
    await shop.stripe.checkout.sessions.retrieve(session.id, { expand: ['customer', 'invoice'] }),
  ).toMatchObject({
    customer: { email: 'new@example.com', address: { country: 'FR' } },
    invoice: { status: 'paid', total: 500, billing_reason: 'manual' },
  });
});

test('an invoice shows its first ten lines and lists all', async () => {
  const session = await shop.stripe.checkout.sessions.create({
    ...links,
    mode: 'payment',
    customer_creation: 'always',
    invoice_creation: { enabled: true },
    line_items: Array.from({ length: 12 }, (_, index) => ({
      quantity: 1,
      price_data: { currency: 'usd', unit_amount: 100 + index, product_data: { name: `Asset ${index}` } },
    })),
  });
  shop.sandbox.payCheckout(session.id);
  const { invoice } = await shop.stripe.checkout.sessions.retrieve(session.id);
  const { lines } = await shop.stripe.invoices.retrieve(String(invoice));
  expect(lines).toMatchObject({ has_more: true });
  expect(lines.data).toHaveLength(10);
  const all = await shop.stripe.invoices
    .listLineItems(String(invoice), { limit: 5 })
    .autoPagingToArray({ limit: 50 });
  expect(all.map(({ amount }) => amount)).toEqual(Array.from({ length: 12 }, (_, index) => 100 + index));
});

test('a declined card leaves the session open', async () => {
  const session = await shop.stripe.checkout.sessions.create({
    ...links,
    mode: 'subscription',
    line_items: [{ price: shop.standard, quantity: 1 }],
  });
  shop.sandbox.payCheckout(session.id, { outcome: 'declined' });
  await shop.sandbox.deliver();
  expect(shop.receiver.types()).toContain('payment_intent.payment_failed');
  expect(await shop.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'open' });
});

test.each([
  ['bankDebitSucceeds', 'checkout.session.async_payment_succeeded', 'active'],
  ['bankDebitFails', 'checkout.session.async_payment_failed', 'past_due'],
] as const)('%s two days later', async (outcome, event, status) => {
  const customer = await shop.stripe.customers.create({ email: 'buyer@example.com' });
  const session = await shop.stripe.checkout.sessions.create({
    ...links,
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: shop.standard, quantity: 1 }],
  });
  shop.sandbox.payCheckout(session.id, { outcome });
  expect(await shop.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'complete',
    payment_status: 'unpaid',
  });
  shop.sandbox.advance(2 * day);
  await shop.sandbox.deliver();
  expect(shop.receiver.types()).toContain(event);
  const { data } = await shop.stripe.subscriptions.list({ customer: customer.id });
  expect(data).toMatchObject([{ status }]);
});

test('a session expires after a day, or when told to', async () => {
  const open = () =>
    shop.stripe.checkout.sessions.create({
      ...links,
      mode: 'subscription',
      line_items: [{ price: shop.standard, quantity: 1 }],
    });
  const [left, ended] = [await open(), await open()];
  expect(await shop.stripe.checkout.sessions.expire(ended.id)).toMatchObject({
    status: 'expired',
    url: null,
  });
  await expect(shop.stripe.checkout.sessions.expire(ended.id)).rejects.toMatchObject({ statusCode: 400 });
  shop.sandbox.advance(day);
  await shop.sandbox.deliver();
  expect(await shop.stripe.checkout.sessions.retrieve(left.id)).toMatchObject({ status: 'expired' });
  expect(shop.receiver.types().filter(type => type === 'checkout.session.expired')).toHaveLength(2);
});

test('tax on top and tax within, by the buyer’s country', async () => {
  const price = await shop.stripe.prices.create({
    currency: 'eur',
    unit_amount: 11_900,
    recurring: { interval: 'month' },
    tax_behavior: 'inclusive',
    product_data: { name: 'With tax' },
  });
  const customer = { email: 'b@example.com', address: { country: 'DE' } };
  const buy = async (id: string) => {
    const buyer = await shop.stripe.customers.create(customer);
    const session = await shop.stripe.checkout.sessions.create({
      ...links,
      mode: 'subscription',
      customer: buyer.id,
      automatic_tax: { enabled: true },
      line_items: [{ price: id, quantity: 1 }],
    });
    shop.sandbox.payCheckout(session.id);
    const [invoice] = (await shop.stripe.invoices.list({ customer: buyer.id })).data;
    return invoice;
  };
  expect(await buy(price.id)).toMatchObject({
    total: 11_900,
    total_excluding_tax: 10_000,
    total_taxes: [{ amount: 1900 }],
  });
  expect(await buy(shop.standard)).toMatchObject({ total: 3689, total_excluding_tax: 3100, subtotal: 3100 });
});

test('automatic tax needs to know where the customer is', async () => {
  const customer = await shop.stripe.customers.create({});
  await expect(
    shop.stripe.checkout.sessions.create({
      ...links,
      mode: 'subscription',
      customer: customer.id,
      automatic_tax: { enabled: true },
      line_items: [{ price: shop.standard, quantity: 1 }],
    }),
  ).rejects.toMatchObject({ code: 'customer_tax_location_invalid' });
});

test.each([
  ['jpy', 5000, 175],
  ['kwd', 12_340, 658],
])('%s keeps its own decimals', async (currency, amount, fee) => {
  const charge = await shop.sell(amount, currency);
  expect(await shop.stripe.charges.retrieve(charge, { expand: ['balance_transaction'] })).toMatchObject({
    amount,
    currency,
    balance_transaction: { fee, net: amount - fee },
  });
});

test('an amount of three decimals must end in 0', async () => {
  await expect(shop.sell(12_345, 'kwd')).rejects.toMatchObject({ statusCode: 400 });
});
