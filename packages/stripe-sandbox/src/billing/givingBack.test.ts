import { day, openShop, type Shop } from '../testing/shop';

let shop: Shop;

beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const available = async () => (await shop.stripe.balance.retrieve()).available[0]!.amount;

test('refunds in parts add up to the charge and not more', async () => {
  const charge = await shop.sell(10_000);
  const first = await shop.stripe.refunds.create({ charge, amount: 3333, reason: 'requested_by_customer' });
  expect(first).toMatchObject({ status: 'succeeded', amount: 3333, charge });
  await expect(shop.stripe.refunds.create({ charge, amount: 6668 })).rejects.toMatchObject({
    param: 'amount',
  });
  const { payment_intent: intent } = await shop.stripe.charges.retrieve(charge);
  expect(await shop.stripe.refunds.create({ payment_intent: String(intent) })).toMatchObject({
    amount: 6667,
  });
  await expect(shop.stripe.refunds.create({ charge })).rejects.toMatchObject({
    code: 'charge_already_refunded',
  });
  expect(await shop.stripe.charges.retrieve(charge, { expand: ['refunds'] })).toMatchObject({
    amount_refunded: 10_000,
    refunded: true,
    refunds: { data: [{ amount: 6667 }, { amount: 3333 }] },
  });
  expect((await shop.stripe.refunds.list({ charge })).data).toHaveLength(2);
  await shop.sandbox.deliver();
  expect(shop.receiver.types().filter(type => type === 'charge.refunded')).toHaveLength(2);
});

test('a refund that the bank sends back is the platform’s again', async () => {
  const charge = await shop.sell(10_000);
  const refund = await shop.stripe.refunds.create({ charge, amount: 4000 });
  shop.sandbox.failRefund(refund.id);
  expect(await shop.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed' });
  expect(await shop.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 });
  shop.sandbox.advance(2 * day);
  expect(await available()).toBe(9680);
});

test('a dispute takes the money and a fee; winning brings both back', async () => {
  const charge = await shop.sell(10_000);
  shop.sandbox.advance(2 * day);
  const dispute = shop.sandbox.openDispute(charge, { reason: 'product_not_received' });
  expect(await available()).toBe(9680 - 10_000 - 1500);
  expect(await shop.stripe.disputes.retrieve(dispute)).toMatchObject({
    status: 'needs_response',
    reason: 'product_not_received',
    balance_transactions: [{ amount: -10_000, fee: 1500, net: -11_500 }],
  });
  await expect(shop.stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_disputed' });
  shop.sandbox.closeDispute(dispute, 'won');
  expect(await available()).toBe(9680);
  await shop.sandbox.deliver();
  expect(shop.receiver.types()).toEqual(
    expect.arrayContaining([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]),
  );
});

test('a lost dispute of a part keeps that part and the fee away', async () => {
  const charge = await shop.sell(10_000);
  const dispute = shop.sandbox.openDispute(charge, { amount: 2500 });
  shop.sandbox.closeDispute(dispute, 'lost');
  shop.sandbox.advance(2 * day);
  expect(await available()).toBe(9680 - 2500 - 1500);
  expect((await shop.stripe.disputes.list({ charge })).data).toMatchObject([{ status: 'lost' }]);
  await expect(shop.stripe.refunds.create({ charge, amount: 7501 })).rejects.toMatchObject({
    param: 'amount',
  });
  expect(await shop.stripe.refunds.create({ charge })).toMatchObject({ amount: 7500 });
  await expect(shop.stripe.refunds.create({ charge })).rejects.toMatchObject({ code: 'charge_disputed' });
});

test('the balance is the sum of its transactions', async () => {
  const charge = await shop.sell(10_000);
  await shop.sell(2000);
  await shop.stripe.refunds.create({ charge, amount: 1000 });
  const transactions = await shop.stripe.balanceTransactions
    .list({ limit: 100 })
    .autoPagingToArray({ limit: 100 });
  const { available, pending } = await shop.stripe.balance.retrieve();
  const sum = transactions.reduce((total, { net }) => total + net, 0);
  expect(available[0]!.amount + pending[0]!.amount).toBe(sum);
  expect((await shop.stripe.balanceTransactions.list({ type: 'refund' })).data).toHaveLength(1);
});
