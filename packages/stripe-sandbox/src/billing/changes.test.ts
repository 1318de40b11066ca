import type Stripe from 'stripe';
import { day, openShop, opening, type Sale, type Shop } from '../testing/shop';

let shop: Shop;
let sale: Sale;

beforeEach(async () => {
  shop = await openShop();
  sale = await shop.subscribe();
});
afterEach(() => shop.close());

const update = (params: Stripe.SubscriptionUpdateParams) =>
  shop.stripe.subscriptions.update(sale.subscription.id, params);
const preview = (params: Stripe.InvoiceCreatePreviewParams) => shop.stripe.invoices.createPreview(params);

test('an item is added and removed, each prorated', async () => {
  shop.sandbox.advance(14 * day);
  const item = sale.subscription.items.data[0]!.id;
  const wider = await update({ items: [{ price: shop.pro }], proration_behavior: 'always_invoice' });
  expect(wider.items.data).toHaveLength(2);
  const added = wider.items.data[1]!;
  expect(added.current_period_end).toBe(wider.items.data[0]!.current_period_end);
  const [charged] = (await shop.stripe.invoices.list({ subscription: wider.id })).data;
  expect(charged!.lines.data.map(({ amount }) => amount)).toEqual([4650]);
  const narrow = await update({
    items: [{ id: added.id, deleted: true }],
    proration_behavior: 'create_prorations',
  });
  expect(narrow.items.data.map(({ id }) => id)).toEqual([item]);
  const next = await preview({ subscription: narrow.id });
  expect(next.lines.data.map(({ amount }) => amount)).toEqual([-4650, 3100]);
});

test('a quantity is prorated as a price is', async () => {
  shop.sandbox.advance(14 * day);
  const item = sale.subscription.items.data[0]!.id;
  await update({ items: [{ id: item, quantity: 3 }], proration_behavior: 'always_invoice' });
  const [invoice] = (await shop.stripe.invoices.list({ subscription: sale.subscription.id })).data;
  expect(invoice).toMatchObject({ total: 3100, lines: { data: [{ amount: -1550 }, { amount: 4650 }] } });
});

test('a new billing cycle can be asked for', async () => {
  shop.sandbox.advance(14 * day);
  const changed = await update({ billing_cycle_anchor: { type: 'now' }, expand: ['latest_invoice'] });
  expect(changed).toMatchObject({
    billing_cycle_anchor: opening / 1000 + 14 * 86_400,
    latest_invoice: { total: 3100 - 1550 },
  });
});

test('previews of the next period, of a new subscription, and of none', async () => {
  expect(await preview({ subscription: sale.subscription.id })).toMatchObject({
    billing_reason: 'subscription_cycle',
    total: 3100,
    amount_remaining: 3100,
    status: 'draft',
  });
  expect(
    await preview({
      customer: sale.customer,
      subscription_details: { items: [{ price: shop.pro }] },
    }),
  ).toMatchObject({ billing_reason: 'subscription_create', total: 9300 });
  await update({ cancel_at_period_end: true });
  await expect(preview({ subscription: sale.subscription.id })).rejects.toMatchObject({
    code: 'invoice_upcoming_none',
  });
  await expect(preview({})).rejects.toMatchObject({ statusCode: 400 });
});

test('it ends on a day', async () => {
  const at = opening / 1000 + 10 * 86_400;
  expect(await update({ cancel_at: at, cancellation_details: { comment: 'Moving on' } })).toMatchObject({
    cancel_at: at,
    cancel_at_period_end: false,
    cancellation_details: { comment: 'Moving on', reason: 'cancellation_requested' },
  });
  expect(await update({ cancel_at: '' })).toMatchObject({ cancel_at: null });
  await update({ cancel_at: at });
  shop.sandbox.advance(10 * day);
  expect(await shop.stripe.subscriptions.retrieve(sale.subscription.id)).toMatchObject({
    status: 'canceled',
  });
});

test('what is only kept is kept', async () => {
  const taxed = { automatic_tax: { enabled: true } };
  await expect(update(taxed)).rejects.toMatchObject({ code: 'customer_tax_location_invalid' });
  await shop.stripe.customers.update(sale.subscription.customer as string, { address: { country: 'DE' } });
  const changed = await update({
    metadata: { org: 'o1' },
    description: 'Five packs',
    automatic_tax: { enabled: true },
    cancellation_details: { feedback: 'unused' },
  });
  expect(changed).toMatchObject({
    metadata: { org: 'o1' },
    description: 'Five packs',
    automatic_tax: { enabled: true },
    cancellation_details: { feedback: 'unused', reason: null },
  });
});

test('what cannot be is refused', async () => {
  const item = sale.subscription.items.data[0]!.id;
  const { product } = await shop.stripe.prices.retrieve(shop.standard);
  const priced = (extra: object) =>
    shop.stripe.prices.create({ product: String(product), currency: 'usd', unit_amount: 1, ...extra });
  const once = await priced({});
  const euros = await priced({ currency: 'eur', recurring: { interval: 'month' } });
  const refused: Stripe.SubscriptionUpdateParams[] = [
    { items: [{ id: 'si_none', price: shop.pro }] },
    { items: [{ id: item, deleted: true }] },
    { items: [{ id: item, price: once.id }] },
    { items: [{ id: item, price: euros.id }] },
    { items: [{ id: item, price: 'price_none' }] },
    { items: [{ quantity: 2 }] },
    { items: [{ id: item, price: shop.pro }], proration_date: opening / 1000 - 1 },
    { cancel_at: opening / 1000 },
    { payment_behavior: 'pending_if_incomplete', description: 'Five packs' },
  ];
  for (const params of refused) await expect(update(params)).rejects.toMatchObject({ statusCode: 400 });
  expect((await shop.stripe.subscriptions.retrieve(sale.subscription.id)).items.data[0]!.price.id).toBe(
    shop.standard,
  );
});

test('an inline price may be switched to', async () => {
  const { product } = await shop.stripe.prices.retrieve(shop.standard);
  const changed = await update({
    items: [
      {
        id: sale.subscription.items.data[0]!.id,
        price_data: {
          product: String(product),
          currency: 'usd',
          unit_amount: 1000,
          recurring: { interval: 'month' },
        },
      },
    ],
  });
  expect(changed.items.data[0]!.price).toMatchObject({ unit_amount: 1000, active: false });
});
