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
  shop.sandbox.deauthorize(account);
  expect(await shop.stripe.accounts.retrieve(account)).toMatchObject({ payouts_enabled: true });
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
