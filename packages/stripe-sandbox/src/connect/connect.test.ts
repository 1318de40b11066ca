import { startWebhookReceiver, type WebhookReceiver } from '../testing';
import { day, openShop, type Shop } from '../testing/shop';

let shop: Shop;
let connected: WebhookReceiver;

beforeEach(async () => {
  connected = await startWebhookReceiver('whsec_connect');
  shop = await openShop({ webhooks: [{ url: connected.url, secret: connected.secret, connect: true }] });
});
afterEach(async () => {
  await shop.close();
  await connected.close();
});

async function seller(): Promise<string> {
  const { id } = await shop.stripe.accounts.create({
    type: 'express',
    country: 'US',
    email: 'seller@example.com',
    capabilities: { transfers: { requested: true } },
    metadata: { org: 'o1' },
  });
  return id;
}

test('an account goes through its states and says so to Connect endpoints', async () => {
  const account = await seller();
  expect(await shop.stripe.accounts.retrieve(account)).toMatchObject({
    details_submitted: false,
    payouts_enabled: false,
    capabilities: { transfers: 'inactive' },
  });
  await expect(shop.stripe.accounts.createLoginLink(account)).rejects.toMatchObject({ statusCode: 400 });
  shop.sandbox.completeOnboarding(account, 'restricted');
  expect(await shop.stripe.accounts.retrieve(account)).toMatchObject({
    details_submitted: true,
    requirements: {
      currently_due: ['individual.verification.document'],
      disabled_reason: 'requirements.past_due',
    },
  });
  shop.sandbox.completeOnboarding(account, 'inReview');
  expect(await shop.stripe.accounts.retrieve(account)).toMatchObject({
    payouts_enabled: false,
    requirements: { currently_due: [], disabled_reason: 'requirements.pending_verification' },
  });
  shop.sandbox.completeOnboarding(account);
  expect(await shop.stripe.accounts.retrieve(account)).toMatchObject({ payouts_enabled: true });
  expect((await shop.stripe.accounts.list()).data.map(({ id }) => id)).toEqual([account]);
  shop.sandbox.deauthorize(account);
  await expect(shop.stripe.accounts.retrieve(account)).rejects.toMatchObject({ code: 'account_invalid' });
  expect((await shop.stripe.accounts.list()).data).toEqual([]);
  await shop.sandbox.deliver();
  expect(connected.events[0]).toMatchObject({ type: 'account.updated', account });
  expect(connected.types()).toEqual(
    expect.arrayContaining(['capability.updated', 'account.application.deauthorized']),
  );
});

test('a transfer needs an account that may receive it and a balance that covers it', async () => {
  const destination = await seller();
  const send = (amount: number) => shop.stripe.transfers.create({ amount, currency: 'usd', destination });
  await expect(send(1000)).rejects.toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
  shop.sandbox.completeOnboarding(destination);
  await expect(send(1000)).rejects.toMatchObject({ code: 'balance_insufficient' });
  const charge = await shop.sell(10_000);
  await expect(send(1000)).rejects.toMatchObject({ code: 'balance_insufficient' });
  expect(
    await shop.stripe.transfers.create({
      amount: 500,
      currency: 'usd',
      destination,
      source_transaction: charge,
    }),
  ).toMatchObject({ amount: 500 });
  shop.sandbox.advance(2 * day);
  expect(await send(1000)).toMatchObject({ amount: 1000, destination, reversed: false });
});

test('transfers are found by their group, and reversed in parts', async () => {
  const destination = await seller();
  shop.sandbox.completeOnboarding(destination);
  shop.sandbox.topUp(5000, 'usd');
  const group = 'payout:o1:2026-01:usd';
  const { id } = await shop.stripe.transfers.create({
    amount: 4000,
    currency: 'usd',
    destination,
    transfer_group: group,
  });
  expect((await shop.stripe.transfers.list({ transfer_group: group })).data).toMatchObject([{ id }]);
  await shop.stripe.transfers.createReversal(id, { amount: 1500 });
  await expect(shop.stripe.transfers.createReversal(id, { amount: 2501 })).rejects.toMatchObject({
    param: 'amount',
  });
  await shop.stripe.transfers.createReversal(id);
  await expect(shop.stripe.transfers.createReversal(id)).rejects.toMatchObject({ statusCode: 400 });
  expect(await shop.stripe.transfers.retrieve(id)).toMatchObject({ amount_reversed: 4000, reversed: true });
  expect((await shop.stripe.balance.retrieve()).available).toMatchObject([{ amount: 5000 }]);
});

test('accounts are paid out the day after; a payout may fail and is made again', async () => {
  const destination = await seller();
  shop.sandbox.completeOnboarding(destination);
  shop.sandbox.topUp(9000, 'usd');
  shop.sandbox.failNextPayout(destination);
  await shop.stripe.transfers.create({ amount: 4000, currency: 'usd', destination });
  shop.sandbox.advance(6 * day);
  const payouts = await shop.stripe.payouts.list({}, { stripeAccount: destination });
  expect(payouts.data).toMatchObject([
    { status: 'paid', amount: 4000 },
    { status: 'failed', amount: 4000, failure_code: 'account_closed' },
  ]);
  expect((await shop.stripe.balance.retrieve({}, { stripeAccount: destination })).available).toMatchObject([
    { amount: 0 },
  ]);
  await shop.sandbox.deliver();
  expect(connected.types()).toEqual(expect.arrayContaining(['payout.failed', 'payout.paid']));
});

test('an account is changed, and shown to itself', async () => {
  const account = await seller();
  await shop.stripe.accounts.update(account, {
    email: 'new@example.com',
    default_currency: 'eur',
    capabilities: { card_payments: { requested: true } },
    metadata: { plan: 'share' },
  });
  expect(await shop.stripe.accounts.retrieveCurrent({}, { stripeAccount: account })).toMatchObject({
    email: 'new@example.com',
    capabilities: { transfers: 'inactive', card_payments: 'inactive' },
    metadata: { org: 'o1', plan: 'share' },
  });
  expect(await shop.stripe.accounts.retrieveCurrent()).toMatchObject({ charges_enabled: true });
});

test('what cannot be is refused', async () => {
  const { stripe } = shop;
  const account = await seller();
  const link = { account, refresh_url: 'http://127.0.0.1/', return_url: 'http://127.0.0.1/' };
  await expect(stripe.accounts.create({ type: 'custom' })).rejects.toMatchObject({ param: 'type' });
  await expect(stripe.accountLinks.create({ ...link, type: 'other' })).rejects.toMatchObject({
    param: 'type',
  });
  await expect(
    stripe.accountLinks.create({ account, type: 'account_onboarding', return_url: 'http://127.0.0.1/' }),
  ).rejects.toMatchObject({ param: 'refresh_url' });
  await expect(stripe.payouts.list()).rejects.toMatchObject({ statusCode: 400 });
  const send = (params: object) =>
    stripe.transfers.create({ amount: 100, currency: 'usd', destination: account, ...params });
  await expect(send({ amount: 0 })).rejects.toMatchObject({ param: 'amount' });
  await expect(send({ destination: 'acct_none' })).rejects.toMatchObject({ param: 'destination' });
  shop.sandbox.completeOnboarding(account);
  const charge = await shop.sell(100);
  await expect(send({ amount: 101, source_transaction: charge })).rejects.toMatchObject({ param: 'amount' });
});

test('money that came while payouts were stopped is paid out once they are on', async () => {
  const destination = await seller();
  shop.sandbox.completeOnboarding(destination);
  shop.sandbox.topUp(1000, 'usd');
  await shop.stripe.transfers.create({ amount: 1000, currency: 'usd', destination });
  shop.sandbox.completeOnboarding(destination, 'restricted');
  shop.sandbox.advance(5 * day);
  expect(shop.sandbox.payOut(destination)).toEqual([]);
  shop.sandbox.completeOnboarding(destination);
  shop.sandbox.advance(3 * day);
  const { data } = await shop.stripe.payouts.list({ status: 'paid' }, { stripeAccount: destination });
  expect(data).toMatchObject([{ amount: 1000 }]);
});
