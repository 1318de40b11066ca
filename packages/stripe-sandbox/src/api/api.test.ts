import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { openShop, type Shop } from '../testing/shop';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

test('the secret key opens it, at the SDK’s own version', async () => {
  const clientWith = (key: string, more: object = {}) =>
    new Stripe(key, { ...shop.sandbox.clientConfig, maxNetworkRetries: 0, ...more });
  await expect(clientWith('sk_test_wrong').balance.retrieve()).rejects.toMatchObject({
    type: 'StripeAuthenticationError',
    statusCode: 401,
  });
  await expect(
    shop.stripe.balance.retrieve({}, { apiVersion: '2020-08-27' } as Stripe.RequestOptions),
  ).rejects.toMatchObject({ statusCode: 400 });
});

test('a parameter that the SDK’s types do not know is refused, however deep', async () => {
  const price = shop.standard;
  const open = (extra: object, line: object = {}) =>
    shop.stripe.checkout.sessions.create({
      mode: 'subscription',
      success_url: 'http://127.0.0.1/',
      line_items: [{ price, quantity: 1, ...line }],
      ...extra,
    });
  await expect(open({ payment_method_types: ['card'] })).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'payment_method_types',
  });
  await expect(open({}, { colour: 'coral' })).rejects.toMatchObject({
    code: 'parameter_unknown',
    param: 'line_items[0][colour]',
  });
  await expect(open({ subscription_data: { coupon: 'x' } })).rejects.toMatchObject({
    param: 'subscription_data[coupon]',
  });
});

test('what is missing or of the wrong kind is refused by name', async () => {
  const send = (params: object) => shop.stripe.transfers.create(params as Stripe.TransferCreateParams);
  await expect(send({ currency: 'usd' })).rejects.toMatchObject({
    code: 'parameter_missing',
    param: 'destination',
  });
  await expect(send({ currency: 'usd', destination: 'acct_1', amount: 'much' })).rejects.toMatchObject({
    param: 'amount',
  });
  await expect(shop.stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
    code: 'resource_missing',
    statusCode: 404,
    message: "No such customer: 'cus_none'",
  });
  await expect(shop.stripe.customers.create({}, { stripeAccount: 'acct_none' })).rejects.toThrow();
});

test('lists go page by page, newest first, both ways', async () => {
  const made: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    made.unshift((await shop.stripe.products.create({ name: `P${count}` })).id);
  }
  const first = await shop.stripe.products.list({ limit: 2 });
  expect(first).toMatchObject({ has_more: true, data: [{ id: made[0] }, { id: made[1] }] });
  const second = await shop.stripe.products.list({ limit: 2, starting_after: made[1] });
  expect(second.data.map(({ id }) => id)).toEqual(made.slice(2, 4));
  const back = await shop.stripe.products.list({ limit: 2, ending_before: made[2] });
  expect(back.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
  const all = await shop.stripe.products.list({ limit: 3 }).autoPagingToArray({ limit: 100 });
  expect(all).toHaveLength(7);
  await expect(shop.stripe.products.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
});

test('prices are found by their lookup keys, and a key can move', async () => {
  const { product } = await shop.stripe.prices.retrieve(shop.standard);
  const draft = { product: String(product), currency: 'usd', unit_amount: 1, lookup_key: 'standard' };
  await expect(shop.stripe.prices.create(draft)).rejects.toMatchObject({ param: 'lookup_key' });
  const moved = await shop.stripe.prices.create({ ...draft, transfer_lookup_key: true });
  const { data } = await shop.stripe.prices.list({ lookup_keys: ['standard'], expand: ['data.product'] });
  expect(data).toMatchObject([{ id: moved.id, product: { name: 'Standard' } }]);
});

test('metadata is merged, and unset by empty values', async () => {
  const { id } = await shop.stripe.customers.create({ metadata: { a: 1, b: 'two' } });
  const changed = await shop.stripe.customers.update(id, { metadata: { a: '', c: 'three' } });
  expect(changed.metadata).toEqual({ b: 'two', c: 'three' });
});

test('what cannot be expanded is refused', async () => {
  await expect(shop.stripe.prices.retrieve(shop.standard, { expand: ['shop'] })).rejects.toMatchObject({
    param: 'expand',
  });
});

test('a key answers the same request the same way, a failure included, and no other', async () => {
  const options = { idempotencyKey: 'once' };
  const first = await shop.stripe.customers.create({ name: 'A' }, options);
  const second = await shop.stripe.customers.create({ name: 'A' }, options);
  expect(second.id).toBe(first.id);
  await expect(shop.stripe.customers.create({ name: 'B' }, options)).rejects.toMatchObject({
    type: 'StripeIdempotencyError',
  });
  const { id: destination } = await shop.stripe.accounts.create({
    type: 'express',
    capabilities: { transfers: { requested: true } },
  });
  shop.sandbox.completeOnboarding(destination);
  const send = () =>
    shop.stripe.transfers.create({ amount: 100, currency: 'usd', destination }, { idempotencyKey: 'payout' });
  await expect(send()).rejects.toMatchObject({ code: 'balance_insufficient' });
  shop.sandbox.topUp(100, 'usd');
  await expect(send()).rejects.toMatchObject({ code: 'balance_insufficient' });
  shop.sandbox.advance(86_400_000);
  expect(await send()).toMatchObject({ amount: 100 });
});

test('a restart keeps everything, time included', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stripe-sandbox-'));
  const databaseFile = path.join(folder, 'sandbox.db');
  const before = await openShop({ databaseFile });
  const { subscription } = await before.subscribe();
  before.sandbox.advance(1000);
  const now = before.sandbox.now();
  await before.close();
  const { startTestSandbox } = await import('../testing');
  const sandbox = await startTestSandbox({ databaseFile, clock: () => Date.UTC(2026, 0, 31, 12) });
  const stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
  expect(sandbox.now()).toBe(now);
  expect(sandbox.url).toBe(before.sandbox.url);
  expect((await stripe.customers.create({})).id).not.toBe(subscription.customer);
  await sandbox.close();
  rmSync(folder, { recursive: true });
});
