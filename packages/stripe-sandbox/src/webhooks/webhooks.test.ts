import Stripe from 'stripe';
import { startTestSandbox } from '../testing';
import { openShop, type Shop } from '../testing/shop';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
  await shop.sandbox.deliver();
  shop.receiver.events.length = 0;
});
afterEach(() => shop.close());

const buyers = async (count: number) => {
  for (let index = 0; index < count; index += 1)
    await shop.stripe.customers.create({ name: `Buyer ${index}` });
};
const names = () => shop.receiver.events.map(({ data }) => (data.object as Stripe.Customer).name);

test('events say what changed, in which call, and can be listed', async () => {
  const customer = await shop.stripe.customers.create({ name: 'A' });
  await shop.stripe.customers.update(customer.id, { name: 'B' }, { idempotencyKey: 'rename' });
  await shop.sandbox.deliver();
  expect(shop.receiver.events[1]).toMatchObject({
    type: 'customer.updated',
    api_version: Stripe.API_VERSION,
    data: { object: { name: 'B' }, previous_attributes: { name: 'A' } },
    request: { idempotency_key: 'rename' },
  });
  const { data } = await shop.stripe.events.list({
    types: ['customer.updated', 'customer.created'],
    limit: 2,
  });
  expect(data.map(({ type }) => type)).toEqual(['customer.updated', 'customer.created']);
  expect(await shop.stripe.events.retrieve(data[0]!.id)).toMatchObject({ id: data[0]!.id });
});

test('a signature is good for its payload and secret alone', async () => {
  await buyers(1);
  const { receiver } = shop;
  await shop.sandbox.deliver();
  const payload = JSON.stringify(receiver.events[0]);
  expect(() => Stripe.webhooks.constructEvent(payload, 't=1,v1=00', receiver.secret, 0)).toThrow();
});

test('what is not taken is tried again later, until it is', async () => {
  shop.receiver.answerWith(500);
  await buyers(1);
  await shop.sandbox.deliver();
  await shop.sandbox.deliver();
  expect(shop.receiver.events).toHaveLength(1);
  shop.receiver.answerWith(200);
  shop.sandbox.advance(60_000);
  await shop.sandbox.deliver();
  await shop.sandbox.deliver({ early: true });
  expect(shop.receiver.events).toHaveLength(2);
});

test('dropped events are only resent, or found in the list', async () => {
  shop.sandbox.faults.set({ dropEvents: 1 });
  await buyers(1);
  shop.sandbox.faults.clear();
  await shop.sandbox.deliver({ early: true });
  expect(shop.receiver.events).toEqual([]);
  const [event] = (await shop.stripe.events.list({ type: 'customer.created', limit: 1 })).data;
  shop.sandbox.resend(event!.id);
  await shop.sandbox.deliver();
  expect(shop.receiver.types()).toEqual(['customer.created']);
});

/** Arrivals of twelve customers while events go wrong. */
async function scrambled(seed: number) {
  const other = await openShop({ seed });
  other.sandbox.faults.set({ repeatEvents: 0.5, delayEvents: 0.5, reorderEvents: 0.5 });
  for (let index = 0; index < 12; index += 1) await other.stripe.customers.create({ name: `Buyer ${index}` });
  const arrived = () =>
    other.receiver.events.flatMap(({ type, data }) =>
      type === 'customer.created' ? [(data.object as Stripe.Customer).name] : [],
    );
  await other.sandbox.deliver();
  const early = arrived();
  await other.sandbox.deliver({ early: true });
  await other.close();
  return { early, all: arrived() };
}

test('repeated, delayed and reordered, but none lost, and the same for the same seed', async () => {
  const first = await scrambled(7);
  expect(new Set(first.early).size).toBeLessThan(12);
  expect(new Set(first.all).size).toBe(12);
  expect(first.all.length).toBeGreaterThan(12);
  expect(first.all).not.toEqual([...first.all].sort());
  expect(await scrambled(7)).toEqual(first);
  expect(await scrambled(8)).not.toEqual(first);
});

test.each([
  ['error', 'StripeAPIError'],
  ['rate_limit', 'StripeRateLimitError'],
  ['reset', 'StripeConnectionError'],
  ['timeout', 'StripeConnectionError'],
] as const)('calls fail by %s', async (how, type) => {
  const stripe = new Stripe(shop.sandbox.secretKey, {
    ...shop.sandbox.clientConfig,
    maxNetworkRetries: 0,
    timeout: 300,
  });
  shop.sandbox.faults.set({ failCalls: [{ how, operation: 'Customers.create' }] });
  await expect(stripe.customers.create({ name: 'Never' })).rejects.toMatchObject({ type });
  shop.sandbox.faults.clear();
  await stripe.customers.create({ name: 'Then' });
  await shop.sandbox.deliver();
  expect(names()).toEqual(['Then']);
});

test.each(['error', 'reset'] as const)(
  'a call that failed by %s after its effect is found by its key',
  async how => {
    shop.sandbox.faults.set({ failCalls: [{ how, when: 'after' }] });
    const options = { idempotencyKey: 'once' };
    await expect(shop.stripe.customers.create({ name: 'A' }, options)).rejects.toThrow();
    shop.sandbox.faults.clear();
    await shop.stripe.customers.create({ name: 'A' }, options);
    await shop.sandbox.deliver();
    expect(names()).toEqual(['A']);
  },
);

test('endpoints are made and listed, with their secret once', async () => {
  const made = await shop.stripe.webhookEndpoints.create({
    url: shop.receiver.url,
    enabled_events: ['invoice.paid'],
  });
  expect(made.secret).toMatch(/^whsec_/);
  const { data } = await shop.stripe.webhookEndpoints.list();
  expect(data[0]).toMatchObject({ id: made.id, enabled_events: ['invoice.paid'] });
  const changed = { enabled_events: ['invoice.paid' as const, 'charge.refunded' as const], disabled: true };
  expect(await shop.stripe.webhookEndpoints.update(made.id, changed)).toMatchObject({
    url: made.url,
    enabled_events: changed.enabled_events,
    status: 'disabled',
  });
  expect(data[0]).not.toHaveProperty('secret');
});

test('by itself it delivers as things happen', async () => {
  const sandbox = await startTestSandbox({
    delivery: 'automatic',
    webhooks: [{ url: shop.receiver.url, secret: shop.receiver.secret }],
  });
  const stripe = new Stripe(sandbox.secretKey, sandbox.clientConfig);
  await stripe.customers.create({ name: 'At once' });
  await sandbox.deliver();
  expect(names()).toEqual(['At once']);
  await sandbox.close();
});
