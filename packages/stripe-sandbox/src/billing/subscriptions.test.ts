import { day, openShop, opening, type Shop } from '../testing/shop';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const seconds = (at: number) => at / 1000;
const itemOf = async (id: string) => (await shop.stripe.subscriptions.retrieve(id)).items.data[0]!;

test('periods live on the items, and a last day of the month stays one', async () => {
  const { subscription } = await shop.subscribe();
  expect(await itemOf(subscription.id)).toMatchObject({
    current_period_start: seconds(opening),
    current_period_end: seconds(Date.UTC(2026, 1, 28, 12)),
  });
  shop.sandbox.advance(new Date(Date.UTC(2026, 2, 1)));
  expect(await itemOf(subscription.id)).toMatchObject({
    current_period_start: seconds(Date.UTC(2026, 1, 28, 12)),
    current_period_end: seconds(Date.UTC(2026, 2, 31, 12)),
  });
  const invoices = await shop.stripe.invoices.list({
    subscription: subscription.id,
    expand: ['data.payments'],
  });
  expect(invoices.data).toMatchObject([
    {
      billing_reason: 'subscription_cycle',
      status: 'paid',
      amount_paid: 3100,
      created: seconds(Date.UTC(2026, 1, 28, 12)),
      parent: { subscription_details: { subscription: subscription.id } },
      lines: { data: [{ amount: 3100, period: { start: seconds(Date.UTC(2026, 1, 28, 12)) } }] },
      payments: { data: [{ status: 'paid', amount_paid: 3100 }] },
    },
    { billing_reason: 'subscription_create', status: 'paid' },
  ]);
});

test('an upgrade is prorated and invoiced at once when asked; its preview says the same', async () => {
  const { subscription } = await shop.subscribe();
  const item = subscription.items.data[0]!.id;
  shop.sandbox.advance(14 * day);
  const change = {
    items: [{ id: item, price: shop.pro }],
    proration_behavior: 'always_invoice' as const,
    proration_date: seconds(opening + 14 * day),
  };
  const preview = await shop.stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: change,
  });
  await shop.stripe.subscriptions.update(subscription.id, change);
  const [invoice] = (await shop.stripe.invoices.list({ subscription: subscription.id })).data;
  // Half of the 28 days are left: half of 31 dollars back, half of 93 to pay.
  expect(invoice).toMatchObject({
    billing_reason: 'subscription_update',
    status: 'paid',
    total: 3100,
    lines: {
      data: [
        { amount: -1550, parent: { subscription_item_details: { proration: true } } },
        { amount: 4650, parent: { subscription_item_details: { proration: true } } },
      ],
    },
  });
  expect(preview).toMatchObject({ status: 'draft', total: 3100 });
  expect((await shop.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(2);
});

test('prorations wait for the next invoice by default, or are not made at all', async () => {
  const { subscription } = await shop.subscribe();
  const item = subscription.items.data[0]!.id;
  shop.sandbox.advance(14 * day);
  await shop.stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: shop.pro }] });
  await shop.stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: shop.standard }],
    proration_behavior: 'none',
  });
  shop.sandbox.advance(15 * day);
  const [invoice] = (await shop.stripe.invoices.list({ subscription: subscription.id })).data;
  expect(invoice!.lines.data.map(({ amount }) => amount)).toEqual([-1550, 4650, 3100]);
});

test('a downgrade leaves credit that later invoices use', async () => {
  const { subscription, customer } = await shop.subscribe(shop.pro);
  const item = subscription.items.data[0]!.id;
  shop.sandbox.advance(14 * day);
  await shop.stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: shop.standard }],
    proration_behavior: 'always_invoice',
  });
  expect((await shop.stripe.customers.retrieve(customer)) as { balance: number }).toMatchObject({
    balance: -3100,
  });
  shop.sandbox.advance(15 * day);
  const [renewal] = (await shop.stripe.invoices.list({ subscription: subscription.id })).data;
  expect(renewal).toMatchObject({
    total: 3100,
    amount_due: 0,
    status: 'paid',
    starting_balance: -3100,
    ending_balance: 0,
  });
});

test('another interval begins a new billing cycle', async () => {
  const { subscription } = await shop.subscribe();
  const { product } = await shop.stripe.prices.retrieve(shop.standard);
  const yearly = await shop.stripe.prices.create({
    product: String(product),
    currency: 'usd',
    unit_amount: 31_000,
    recurring: { interval: 'year' },
  });
  shop.sandbox.advance(14 * day);
  const changed = await shop.stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]!.id, price: yearly.id }],
    expand: ['latest_invoice'],
  });
  expect(changed.latest_invoice).toMatchObject({ total: 31_000 - 1550, status: 'paid' });
  expect(changed.items.data[0]!.current_period_start).toBe(seconds(opening + 14 * day));
});

test('it ends with its period when asked, unless resumed', async () => {
  const { subscription } = await shop.subscribe();
  await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  const resumed = await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  expect(resumed).toMatchObject({ cancel_at: null, canceled_at: null, status: 'active' });
  await shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
  shop.sandbox.advance(29 * day);
  expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    status: 'canceled',
    ended_at: seconds(Date.UTC(2026, 1, 28, 12)),
    cancellation_details: { reason: 'cancellation_requested' },
  });
  await shop.sandbox.deliver();
  expect(shop.receiver.types()).toContain('customer.subscription.deleted');
});

test('a refused renewal is past due, tried again, and recovers with another card', async () => {
  const { subscription, customer } = await shop.subscribe();
  shop.sandbox.replaceCard(customer, 'bad');
  shop.sandbox.advance(29 * day);
  expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'past_due' });
  const [open] = (await shop.stripe.invoices.list({ subscription: subscription.id, status: 'open' })).data;
  expect(open).toMatchObject({ attempt_count: 1, next_payment_attempt: seconds(Date.UTC(2026, 2, 3, 12)) });
  shop.sandbox.replaceCard(customer, 'good');
  shop.sandbox.advance(3 * day);
  expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
  await shop.sandbox.deliver();
  expect(shop.receiver.types()).toContain('invoice.payment_failed');
});

test('after the last attempt it ends and its invoice is void', async () => {
  const { subscription, customer } = await shop.subscribe();
  shop.sandbox.replaceCard(customer, 'bad');
  shop.sandbox.advance(29 * day + 15 * day);
  expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'payment_failed' },
  });
  const [last] = (await shop.stripe.invoices.list({ subscription: subscription.id })).data;
  expect(last).toMatchObject({ status: 'void', attempt_count: 4 });
});

test('a payment that must not fail changes nothing when it does', async () => {
  const { subscription, customer } = await shop.subscribe();
  shop.sandbox.replaceCard(customer, 'bad');
  await expect(
    shop.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]!.id, price: shop.pro }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'error_if_incomplete',
    }),
  ).rejects.toMatchObject({ type: 'StripeCardError', statusCode: 402 });
  expect((await itemOf(subscription.id)).price.id).toBe(shop.standard);
});

test('ended at once, with what is left credited', async () => {
  const { subscription, customer } = await shop.subscribe();
  shop.sandbox.advance(14 * day);
  await shop.stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
  expect((await shop.stripe.customers.retrieve(customer)) as { balance: number }).toMatchObject({
    balance: -1550,
  });
  await expect(
    shop.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true }),
  ).rejects.toMatchObject({ statusCode: 400 });
  expect((await shop.stripe.subscriptions.list({ customer })).data).toEqual([]);
  expect((await shop.stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1);
});
