import { testDatabases } from '@netcrab/backend/testing';
import Stripe from 'stripe';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const day = 86_400_000;

describe.each(testDatabases)('a pack is paid for once, on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
  });
  afterEach(() => buying.stop());
  const orders = async () => (await buying.checkout().listOrders()).orders;
  const refused = (...args: Parameters<BuyingPortal['begin']>) =>
    buying.begin(...args).then(
      () => null,
      (error: Error & { status: number }) => [error.status, error.message],
    );

  it('answers one order to those who begin at the same time', async () => {
    const begun = await Promise.all(Array.from({ length: 4 }, () => buying.begin('standard')));
    expect(new Set(begun.map(one => one.orderId)).size).toBe(1);
    expect(new Set(begun.map(one => one.url)).size).toBe(1);
    expect(await orders()).toHaveLength(1);
  });

  it('leaves at most one open checkout to those who choose differently at the same time', async () => {
    await buying.begin('standard', 'hris'); // the sandbox is up
    await Promise.allSettled([
      buying.begin('standard'),
      buying.begin('pro', 'crm', ['flows']),
      buying.begin('pro', 'crm', ['erp']),
    ]);
    const { secretKey, clientConfig } = buying.sandbox();
    const stripe = new Stripe(secretKey, clientConfig);
    const { data } = await stripe.checkout.sessions.list({ status: 'open' });
    const open = await Promise.all(
      data.map(one => buying.checkout().getOrder({ params: { id: String(one.client_reference_id) } })),
    );
    expect(open.filter(one => one.packs.some(({ id }) => id === 'crm')).length).toBeLessThanOrEqual(1);
  });

  it('sells another thing once to those who begin at the same time', async () => {
    const purchase = {
      id: 'asset-1:acme',
      orgId: 'acme' as never,
      userId: 'ann' as never,
      title: 'Navigation kit',
      price: { minor: 12_000n, currency: 'usd' },
      product: 'asset:navigation-kit',
      returnPath: '/account/keys',
      reference: {},
    };
    const begin = () => buying.service.purchase(purchase);
    const begun = await Promise.all([begin(), begin(), begin()]);
    expect(new Set(begun.map(one => one.url)).size).toBe(1);
    const [first] = await orders();
    const session = await buying.sessionOf(first!.id);
    buying.sandbox().payCheckout(session, { outcome: 'bankDebitSucceeds' });
    await buying.settle();
    expect(await begin()).toEqual({ orderId: first!.id, url: expect.stringContaining(first!.id) });
    expect(await orders()).toHaveLength(1);
  });

  it('waits for a payment that the bank still processes', async () => {
    const { orderId } = await buying.begin('standard');
    buying.sandbox().payCheckout(await buying.sessionOf(orderId), { outcome: 'bankDebitSucceeds' });
    // Whether or not a webhook told of it.
    expect(await refused('pro', 'crm', ['flows'])).toEqual([
      409,
      expect.stringContaining('still processing'),
    ]);
    await buying.settle();
    expect(await refused('standard')).toEqual([409, expect.stringContaining('still processing')]);
    const { tiers } = await buying.checkout().purchaseOptions({ params: { packId: 'crm' } });
    expect(tiers.map(one => one.obstacle)).toEqual([
      expect.stringContaining('Pack crm'),
      expect.stringContaining('Pack crm'),
    ]);
    expect(await refused('standard', 'flows')).toBeNull();
    await buying.advance(3 * day);
    await buying.settle();
    expect(await refused('standard')).toEqual([409, expect.stringContaining('already')]);
  });

  it('is not sold before it has rows', async () => {
    const { tiers } = await buying.checkout().purchaseOptions({ params: { packId: 'blank' } });
    const reason = expect.stringContaining('Pack blank has no published rows yet');
    expect(tiers.map(one => one.obstacle)).toEqual([reason, reason]);
    expect(await refused('standard', 'blank')).toEqual([409, reason]);
    expect(await refused('pro', 'crm', ['blank'])).toEqual([409, reason]);
    const id = await buying.buy('pro');
    const choose = buying.purchased().choosePacks({ params: { id }, body: { packIds: ['crm', 'blank'] } });
    await expect(choose).rejects.toMatchObject({ status: 409, message: reason });
    expect((await buying.payments.listPayments()).total).toBe(1);
  });
});
