import { AsyncLocalStorage } from 'node:async_hooks';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';
import Stripe from 'stripe';
import { impatient, within } from './deadline';
import { whileSomebodyWaits } from './errors';

let buying: BuyingPortal;
let stripe: Stripe;
beforeAll(async () => {
  buying = await startBuyingPortal('sqlite');
  await buying.begin('standard');
  const { secretKey, clientConfig } = buying.sandbox();
  stripe = new Stripe(secretKey, {
    ...clientConfig,
    timeout: 10_000,
    maxNetworkRetries: 2,
    httpClient: impatient(Stripe.createNodeHttpClient(), () => Stripe.HttpClient.makeTimeoutError()),
  });
});
afterEach(() => buying.sandbox().faults.clear());
afterAll(() => buying.stop());

const list = () => stripe.products.list();

it('answers that Stripe is slow well before its calls are given up for good', async () => {
  buying.sandbox().faults.set({ failCalls: [{ how: 'timeout' }] });
  const began = performance.now();
  const calls = whileSomebodyWaits('Try again in a minute.', () => list().then(list), 100);
  await expect(calls).rejects.toMatchObject({ status: 503, message: expect.stringContaining('Try again') });
  // The rest are the SDK's two pauses.
  expect(performance.now() - began).toBeLessThan(4_000);
});

it('counts the calls together, and lets what is left behind go on', async () => {
  let left: () => Promise<unknown> = list;
  const slow = within(50, async () => {
    await list();
    let go: () => void = () => undefined;
    const gone = new Promise<void>(resolve => (go = resolve));
    const later = gone.then(list);
    left = () => {
      go();
      return later;
    };
  });
  await slow;
  expect(await left()).toMatchObject({ object: 'list' });
  await expect(within(0, list)).rejects.toMatchObject({ type: 'StripeConnectionError' });
});

it('has node follow promises only while somebody waits', async () => {
  const ended = jest.spyOn(AsyncLocalStorage.prototype, 'disable');
  const outer = within(1_000, async () => {
    await within(1_000, () => Promise.resolve());
    expect(ended).not.toHaveBeenCalled();
  });
  await outer;
  expect(ended).toHaveBeenCalledTimes(1);
  await expect(within(1_000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(ended).toHaveBeenCalledTimes(2);
});
