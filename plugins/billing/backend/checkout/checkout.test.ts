import { testDatabases } from '@netcrab/backend/testing';
import { orderChanged } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';
import { packIds } from '../testing/stubs';

const minute = 60_000;
const day = 86_400_000;

describe.each(testDatabases)('buying on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
  });
  afterEach(() => buying.stop());
  const order = (id: string) => buying.checkout().getOrder({ params: { id } });

  it('opens the pack when Stripe says that it is paid', async () => {
    const { orderId, url } = await buying.begin('standard');
    expect(url).toMatch(/^http/);
    const price = { amount: '499.00', currency: 'usd' };
    expect(await order(orderId)).toMatchObject({ state: 'pending', checkoutUrl: url, price });
    expect(await buying.has('crm')).toBe(false);

    buying.sandbox().payCheckout(await buying.sessionOf(orderId));
    await buying.settle();
    expect(await order(orderId)).toMatchObject({ state: 'paid', checkoutUrl: null, subscriptionId: orderId });
    expect(await buying.has('crm')).toBe(true);
    expect(await buying.has('flows')).toBe(false);
    const { subscriptions } = await buying.subscriptions().ownSubscriptions();
    expect(subscriptions).toMatchObject([
      { id: orderId, tier: 'standard', state: 'active', purchase: { price, cancelAtPeriodEnd: false } },
    ]);
    expect(await buying.inbox.listWebhookEvents()).toMatchObject({ counts: { failed: 0, received: 0 } });
    // From the 14th to the 14th: 17 of 30 days are November's.
    expect(await buying.books()).toEqual({
      'deferred_revenue crm 2026-11': -28_277,
      'deferred_revenue crm 2026-12': -21_623,
      processing_fees: 1_477,
      stripe_clearing: 49_900 - 1_477,
    });
    const audit = await buying.portal.core.audit.search({ orgId: 'acme' });
    expect(audit.map(entry => entry.action)).toEqual(
      expect.arrayContaining(['order.created', 'order.paid', 'subscription.bought', 'money.payment']),
    );
  });

  it('needs no webhook: the return page’s question is enough', async () => {
    const { orderId } = await buying.begin('standard');
    buying.sandbox().payCheckout(await buying.sessionOf(orderId));
    expect(await order(orderId)).toMatchObject({ state: 'pending' }); // asked a moment ago
    await buying.advance(6_000);
    expect(await order(orderId)).toMatchObject({ state: 'paid' });
    expect(await buying.has('crm')).toBe(true);
  });

  it('names the packs on offer to everybody, by title', async () => {
    const response = await fetch(`${buying.portal.baseUrl}/v1/marketplace/purchasable-packs`);
    const { packs } = (await response.json()) as { packs: { id: string; title: string }[] };
    expect(packs.map(({ id }) => id)).toEqual([...packIds].sort());
    expect(packs[0]).toEqual({ id: 'crm', title: 'Pack crm' });
  });

  it('takes neither price nor terms from the browser', async () => {
    const { terms, tiers } = await buying.checkout().purchaseOptions({ params: { packId: 'crm' } });
    expect(tiers.map(one => [one.tier, one.price.amount, one.packs])).toEqual([
      ['standard', '499.00', 1],
      ['pro', '1500.00', 5],
    ]);
    const ask = (body: object, packId = 'crm') =>
      buying.portal.fetch(`/v1/marketplace/packs/${packId}/checkout-session`, {
        method: 'POST',
        as: buying.as().as,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ tier: 'standard', termsSha256: terms.sha256, ...body }),
      });
    const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;
    expect(await status({ amount: 1 })).toBe(400);
    expect(await status({ tier: 'enterprise' })).toBe(400);
    expect(await status({ packIds: ['flows'] })).toBe(400);
    expect(await status({ tier: 'pro', packIds: ['flows', 'erp', 'hris', 'notes', 'desk'] })).toBe(400);
    expect(await status({}, 'nowhere')).toBe(404);
    expect(await status({}, 'desk')).toBe(409);
    expect(await status({ termsSha256: '0'.repeat(64) })).toBe(409);
    const viewer = buying.portal.client(
      (await import('../../contract')).checkoutEndpoints,
      buying.as(['buyer_viewer']),
    );
    await expect(viewer.billingPortal()).rejects.toMatchObject({ status: 403 });
    expect(await buying.db.knex('billing_orders').select()).toEqual([]);
  });

  it('answers an open checkout again, and closes the one that another choice replaces', async () => {
    const first = await buying.begin('standard');
    expect(await buying.begin('standard')).toEqual(first);
    const pro = await buying.begin('pro', 'crm', ['flows']);
    expect(pro.orderId).not.toBe(first.orderId);
    expect(await order(first.orderId)).toMatchObject({ state: 'canceled', checkoutUrl: null });
    const options = await buying.checkout().purchaseOptions({ params: { packId: 'flows' } });
    expect(options.openOrderId).toBe(pro.orderId);
  });

  it('refuses what the org has, with the remedy', async () => {
    await buying.buy('pro', 'crm', ['flows']);
    const refused = (...args: Parameters<BuyingPortal['begin']>) =>
      buying.begin(...args).then(
        () => null,
        (error: Error & { status: number }) => [error.status, error.message],
      );
    expect(await refused('pro')).toEqual([409, expect.stringContaining('already')]);
    expect(await refused('standard')).toEqual([409, expect.stringContaining('Change the tier')]);
    expect(await refused('standard', 'erp')).toEqual([409, expect.stringContaining('room for 3 more packs')]);
    expect(await refused('standard', 'crm', [], 'globex')).toBeNull();
  });

  it('stays open after a decline, and is paid with another card', async () => {
    const { orderId } = await buying.begin('standard');
    const session = await buying.sessionOf(orderId);
    buying.sandbox().payCheckout(session, { outcome: 'declined' });
    await buying.settle();
    expect(await order(orderId)).toMatchObject({ state: 'pending', checkoutUrl: expect.any(String) });
    buying.sandbox().payCheckout(session);
    await buying.settle();
    expect(await order(orderId)).toMatchObject({ state: 'paid' });
  });

  it.each([
    ['bankDebitSucceeds', 'paid', true],
    ['bankDebitFails', 'failed', false],
  ] as const)('waits for the bank: %s', async (outcome, state, has) => {
    const { orderId } = await buying.begin('standard');
    buying.sandbox().payCheckout(await buying.sessionOf(orderId), { outcome });
    await buying.settle();
    expect(await order(orderId)).toMatchObject({
      state: 'pending',
      message: expect.stringContaining('bank'),
    });
    await buying.advance(3 * day);
    await buying.settle();
    expect(await order(orderId)).toMatchObject({ state });
    expect(await buying.has('crm')).toBe(has);
    if (!has) expect(await buying.books()).toEqual({});
  });

  it('is given up by the buyer, or by time', async () => {
    const given = await buying.begin('standard');
    const cancel = () => buying.checkout().cancelOrder({ params: { id: given.orderId } });
    expect(await cancel()).toMatchObject({ state: 'canceled' });
    expect(await cancel()).toMatchObject({ state: 'canceled' });
    buying.clock.advance(1);
    const late = await buying.begin('standard', 'flows');
    await buying.advance(25 * 60 * minute);
    await buying.settle();
    expect(await order(late.orderId)).toMatchObject({ state: 'expired', checkoutUrl: null });
    const foreign = buying.checkout('globex').getOrder({ params: { id: late.orderId } });
    await expect(foreign).rejects.toMatchObject({ status: 404 });
    expect((await buying.checkout().listOrders()).orders.map(one => one.state)).toEqual([
      'expired',
      'canceled',
    ]);
  });

  it('ends an order whose checkout a crash kept from opening', async () => {
    const { orderId } = await buying.begin('standard');
    const unopened = { stripe_session_id: null, checkout_url: null };
    await buying.db.knex('billing_orders').where({ id: orderId }).update(unopened);
    await buying.advance(6 * minute);
    await buying.runJob('poll-stripe');
    expect(await order(orderId)).toMatchObject({
      state: 'expired',
      message: expect.stringContaining('Nothing was charged'),
    });
  });

  it('says so when Stripe does not answer, and works again when it does', async () => {
    await buying.begin('standard', 'flows');
    buying.sandbox().faults.set({ failCalls: [{ how: 'error' }] });
    const refused = buying.begin('standard');
    await expect(refused).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('your choice is kept'),
    });
    const [failed] = (await buying.checkout().listOrders()).orders.filter(one => one.packs[0]?.id === 'crm');
    expect(failed).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('Nothing was charged'),
    });
    expect(await buying.has('crm')).toBe(false); // queries need no Stripe
    buying.sandbox().faults.clear();
    expect(await buying.buy('standard')).toEqual(expect.any(String));
    expect(await buying.has('crm')).toBe(true);
  });

  it('keeps the billing e-mail sealed, and shows invoices, receipts and the customer portal', async () => {
    await expect(buying.checkout().billingPortal()).rejects.toMatchObject({ status: 409 });
    expect(await buying.checkout().listInvoices()).toEqual({ invoices: [], more: false });
    await buying.buy('standard');
    expect(await buying.checkout().getBillingProfile()).toEqual({
      billingEmail: 'ann@example.test',
      country: null,
    });
    const changed = { billingEmail: 'books@example.com', country: 'DE' };
    expect(await buying.checkout().setBillingProfile({ body: changed })).toEqual(changed);
    const stored = JSON.stringify(await buying.db.knex('org_billing_profiles').select());
    expect(stored).not.toContain('example.com');
    const { invoices } = await buying.checkout().listInvoices();
    expect(invoices).toMatchObject([
      { status: 'paid', total: { amount: '499.00' }, paid: { amount: '499.00' } },
    ]);
    expect(invoices[0]?.pdfUrl).toMatch(/^http/);
    expect(invoices[0]?.receiptUrl).toMatch(/^http/);
    expect((await buying.checkout().billingPortal()).url).toMatch(/^http/);
    expect(await buying.checkout().billingMode()).toEqual({ mode: 'sandbox' });
  });

  it('sells other things once, and says what became of them', async () => {
    const seen: unknown[] = [];
    buying.portal.core.events.subscribe(orderChanged, 'test', async event => void seen.push(event.state));
    const purchase = {
      id: 'asset-1:acme',
      orgId: 'acme' as never,
      userId: 'ann' as never,
      title: 'Navigation kit',
      price: { minor: 12_000n, currency: 'jpy' },
      product: 'asset:navigation-kit',
      returnPath: '/account/keys',
      reference: { asset: 'navigation-kit' },
    };
    const { orderId } = await buying.service.purchase(purchase);
    expect((await buying.service.purchase(purchase)).orderId).toBe(orderId);
    buying.sandbox().payCheckout(await buying.sessionOf(orderId));
    await buying.settle();
    expect(await order(orderId)).toMatchObject({
      state: 'paid',
      kind: 'purchase',
      price: { amount: '12000', currency: 'jpy' },
      returnPath: '/account/keys',
    });
    expect(await buying.books()).toMatchObject({
      'deferred_revenue asset:navigation-kit 2026-11 jpy': -12_000,
    });
    await buying.portal.core.events.drained();
    expect(seen).toEqual(['paid']);
  });
});
