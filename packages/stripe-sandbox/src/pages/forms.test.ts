import { openShop, type Shop } from '../testing/shop';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const press = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${shop.sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers,
  });
const read = async (path: string) => (await fetch(`${shop.sandbox.url}${path}`)).text();

test('disputes are opened and decided, accounts enabled, events resent by hand', async () => {
  const charge = await shop.sell(1000);
  await press('/sandbox', { action: 'dispute', charge });
  expect(await read('/sandbox')).toContain('Dispute of $10.00');
  const [dispute] = (await shop.stripe.disputes.list()).data;
  await press('/sandbox', { action: 'won', dispute: dispute!.id });
  expect(await shop.stripe.disputes.retrieve(dispute!.id)).toMatchObject({ status: 'won' });
  const { id: account } = await shop.stripe.accounts.create({ type: 'express' });
  await press('/sandbox', { action: 'onboard', account, state: 'enabled' });
  expect(await shop.stripe.accounts.retrieve(account)).toMatchObject({ payouts_enabled: true });
  await shop.sandbox.deliver();
  const [event] = shop.receiver.events;
  await press('/sandbox', { action: 'resend', event: event!.id });
  await shop.sandbox.deliver();
  expect(shop.receiver.events.filter(({ id }) => id === event!.id)).toHaveLength(2);
});

test('calls go wrong as the form says', async () => {
  await press('/sandbox', {
    action: 'faults',
    how: 'error',
    when: 'after',
    operation: 'Customers.create',
    dropEvents: '150',
  });
  expect(shop.sandbox.faults.current).toMatchObject({
    dropEvents: 1,
    failCalls: [{ how: 'error', when: 'after', operation: 'Customers.create' }],
  });
  await press('/sandbox', { action: 'faults' });
  expect(shop.sandbox.faults.current).toMatchObject({ dropEvents: 0, failCalls: [] });
});

test('receipts tell what was paid and given back', async () => {
  const charge = await shop.sell(1000);
  await shop.stripe.refunds.create({ charge, amount: 250 });
  const { receipt_url: url } = await shop.stripe.charges.retrieve(charge);
  const receipt = await (await fetch(url!)).text();
  expect(receipt).toMatch(/\$10\.00[^]*Refunded[^]*\$2\.50/);
});

test('names are text, whatever is in them', async () => {
  const { customer } = await shop.subscribe(undefined, { name: '<script>alert(1)</script>' });
  const [invoice] = (await shop.stripe.invoices.list({ customer })).data;
  const seen = await (await fetch(invoice!.hosted_invoice_url!)).text();
  expect(seen).toContain('&lt;script&gt;');
  expect(seen).not.toContain('<script>');
});

test('what is not there is said, and other sites press no buttons', async () => {
  expect((await fetch(`${shop.sandbox.url}/nothing`)).status).toBe(404);
  expect((await fetch(`${shop.sandbox.url}/c/pay/cs_test_none`)).status).toBe(404);
  expect((await press('/invoices/in_1/pdf', {})).status).toBe(405);
  expect((await press('/sandbox', { action: 'advance' }, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(
    403,
  );
  expect((await fetch(shop.sandbox.url, { redirect: 'manual' })).headers.get('location')).toBe('/sandbox');
});

test('an expired checkout and an expired link say so', async () => {
  const session = await shop.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'http://127.0.0.1/',
    line_items: [{ price: shop.standard, quantity: 1 }],
  });
  await shop.stripe.checkout.sessions.expire(session.id);
  expect(await read(`/c/pay/${session.id}`)).toContain('This checkout has expired');
  const { id: account } = await shop.stripe.accounts.create({ type: 'express' });
  const link = await shop.stripe.accountLinks.create({
    account,
    type: 'account_onboarding',
    refresh_url: 'http://127.0.0.1/again',
    return_url: 'http://127.0.0.1/back',
  });
  shop.sandbox.advance(6 * 60_000);
  const answer = await fetch(link.url, { redirect: 'manual' });
  expect(answer.headers.get('location')).toBe('http://127.0.0.1/again');
});

test('an overdue invoice is paid with another card on the portal page', async () => {
  const { customer, subscription } = await shop.subscribe();
  await shop.stripe.billingPortal.configurations.create({
    features: {
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'immediately' },
    },
  });
  shop.sandbox.replaceCard(customer, 'bad');
  shop.sandbox.advance(29 * 86_400_000);
  const { url } = await shop.stripe.billingPortal.sessions.create({ customer });
  const path = new URL(url).pathname;
  expect(await read(path)).toContain('payment is overdue');
  const [invoice] = (await shop.stripe.invoices.list({ customer, status: 'open' })).data;
  await press(path, { action: 'card', card: 'good' });
  await press(path, { action: 'pay', invoice: invoice!.id });
  expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: 'active' });
  await press(path, { action: 'switch', subscription: subscription.id, price: shop.pro });
  await press(path, { action: 'cancel', subscription: subscription.id });
  expect(await shop.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    status: 'canceled',
    items: { data: [{ price: { id: shop.standard } }] },
  });
});
