import type Stripe from 'stripe';
import { day, openShop, type Sale, type Shop } from '../testing/shop';

let shop: Shop;
let sale: Sale;

beforeEach(async () => {
  shop = await openShop();
  sale = await shop.subscribe();
  shop.sandbox.advance(14 * day);
});
afterEach(() => shop.close());

const hour = 3_600_000;
const upgrade = () =>
  shop.stripe.subscriptions.update(sale.subscription.id, {
    items: [{ id: sale.subscription.items.data[0]!.id, price: shop.pro }],
    proration_behavior: 'always_invoice',
    payment_behavior: 'pending_if_incomplete',
    metadata: { change: 'c1' },
  });
const now = () => shop.stripe.subscriptions.retrieve(sale.subscription.id, { expand: ['latest_invoice'] });
const priceOf = ({ items }: Stripe.Subscription) => items.data[0]!.price.id;
const invoiceOf = ({ latest_invoice: invoice }: Stripe.Subscription) => invoice as Stripe.Invoice;

test('a change that can be charged counts at once', async () => {
  const changed = await upgrade();
  expect(changed).toMatchObject({ pending_update: null, metadata: { change: 'c1' } });
  expect(priceOf(changed)).toBe(shop.pro);
});

describe('a change whose card asks for the buyer', () => {
  beforeEach(() => shop.sandbox.replaceCard(sale.customer, 'challenge'));

  test('waits: the subscription stays active and as it was, with an open invoice', async () => {
    const held = await upgrade();
    expect(held).toMatchObject({
      status: 'active',
      metadata: {},
      pending_update: {
        expires_at: Math.floor((shop.sandbox.now() + 23 * hour) / 1000),
        metadata: { change: 'c1' },
        subscription_items: [{ price: { id: shop.pro } }],
      },
    });
    expect(priceOf(held)).toBe(shop.standard);
    expect(invoiceOf(await now())).toMatchObject({
      status: 'open',
      amount_due: 3100,
      next_payment_attempt: null,
      hosted_invoice_url: expect.stringContaining('/invoices/in_'),
    });
  });

  test('is refused at the bank, tried again, and then done', async () => {
    await upgrade();
    const { id } = invoiceOf(await now());
    shop.sandbox.payInvoice(id, 'refuse');
    expect(await now()).toMatchObject({ status: 'active', pending_update: { metadata: { change: 'c1' } } });
    shop.sandbox.payInvoice(id);
    const done = await now();
    expect(done).toMatchObject({ status: 'active', pending_update: null, metadata: { change: 'c1' } });
    expect(priceOf(done)).toBe(shop.pro);
    expect(invoiceOf(done)).toMatchObject({ id, status: 'paid', amount_paid: 3100 });
    await shop.sandbox.deliver();
    expect(shop.receiver.types()).toContain('customer.subscription.pending_update_applied');
    shop.sandbox.advance(17 * day);
    expect(invoiceOf(await now())).toMatchObject({ billing_reason: 'subscription_cycle', total: 9300 });
  });

  test('lapses after 23 hours with its invoice, and gives credit back that it used', async () => {
    await shop.stripe.customers.update(sale.customer, { balance: -1000 });
    await upgrade();
    const { id, amount_due: due } = invoiceOf(await now());
    expect(due).toBe(2100);
    shop.sandbox.advance(23 * hour);
    const lapsed = await now();
    expect(lapsed).toMatchObject({ status: 'active', pending_update: null, metadata: {} });
    expect(priceOf(lapsed)).toBe(shop.standard);
    expect(await shop.stripe.invoices.retrieve(id)).toMatchObject({ status: 'void' });
    expect(await shop.stripe.customers.retrieve(sale.customer)).toMatchObject({ balance: -1000 });
    await shop.sandbox.deliver();
    expect(shop.receiver.types()).toContain('customer.subscription.pending_update_expired');
    shop.sandbox.advance(17 * day);
    expect(invoiceOf(await now())).toMatchObject({ total: 3100 });
  });

  test('lapses with the period, when that ends before', async () => {
    shop.sandbox.advance(13 * day + 12 * hour);
    const held = await upgrade();
    expect(held.pending_update?.expires_at).toBe(held.items.data[0]!.current_period_end);
    shop.sandbox.advance(12 * hour + 1000);
    expect(priceOf(await now())).toBe(shop.standard);
    expect(await now()).toMatchObject({ pending_update: null });
  });

  test('gives way to another change, and ends with the subscription', async () => {
    await upgrade();
    const first = invoiceOf(await now());
    await upgrade();
    const second = invoiceOf(await now());
    expect(await shop.stripe.invoices.retrieve(first.id)).toMatchObject({ status: 'void' });
    await shop.stripe.subscriptions.cancel(sale.subscription.id);
    expect(await now()).toMatchObject({ status: 'canceled', pending_update: null });
    expect(await shop.stripe.invoices.retrieve(second.id)).toMatchObject({ status: 'void' });
  });
});
