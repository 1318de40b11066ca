import { testDatabases } from '@netcrab/backend/testing';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('buying on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
  });
  afterEach(() => buying.stop());

  it('opens the pack when Stripe says that it is paid', async () => {
    const { orderId, url } = await buying.begin('standard');
    expect(url).toMatch(/^http/);
    const order = () => buying.checkout().getOrder({ params: { id: orderId } });
    expect(await order()).toMatchObject({
      state: 'pending',
      checkoutUrl: url,
      price: { amount: '499.00', currency: 'usd' },
    });
    expect(await buying.has('crm')).toBe(false);

    buying.sandbox().payCheckout(await buying.sessionOf(orderId));
    await buying.settle();
    expect(await order()).toMatchObject({ state: 'paid', checkoutUrl: null, subscriptionId: orderId });
    expect(await buying.has('crm')).toBe(true);
    expect(await buying.has('flows')).toBe(false);
    const { subscriptions } = await buying.subscriptions().ownSubscriptions();
    expect(subscriptions).toMatchObject([
      {
        id: orderId,
        tier: 'standard',
        state: 'active',
        purchase: { price: { amount: '499.00' }, cancelAtPeriodEnd: false },
      },
    ]);
    expect(await buying.inbox.listWebhookEvents()).toMatchObject({ counts: { failed: 0, received: 0 } });
      await buying.books(),
      (await buying.inbox.listWebhookEvents()).events.map(e => [e.type, e.state, e.error]),
    );
  });
});
