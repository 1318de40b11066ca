import { testDatabases } from '@netcrab/backend/testing';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const day = 86_400_000;

describe.each(testDatabases)('packs that the org has otherwise, on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
  });
  afterEach(() => buying.stop());
  const order = (id: string) => buying.checkout().getOrder({ params: { id } });
  const pay = async (orderId: string, outcome?: 'bankDebitSucceeds') =>
    buying.sandbox().payCheckout(await buying.sessionOf(orderId), { ...(outcome && { outcome }) });
  const preview = (id: string, packIds: string[]) =>
    buying.purchased().previewSubscriptionChange({ params: { id }, body: { tier: 'pro', packIds } });
  const confirm = (id: string, confirmation: string) =>
    buying.purchased().confirmSubscriptionChange({ params: { id }, body: { confirmation } });
  const refusal = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      (error: Error & { status: number }) => [error.status, error.message],
    );
  const active = async () =>
    (await buying.subscriptions().ownSubscriptions()).subscriptions.filter(one => one.state === 'active');

  it('are not taken up by a change of tier, nor chosen', async () => {
    const id = await buying.buy('standard');
    await buying.buy('standard', 'flows');
    const refused = [409, expect.stringContaining('Pack flows by Standard in another subscription')];
    expect(await refusal(preview(id, ['crm', 'flows']))).toEqual(refused);
    const { confirmation } = await preview(id, ['crm', 'erp']);
    await buying.buy('standard', 'erp');
    expect(await refusal(confirm(id, confirmation))).toEqual([409, expect.stringContaining('Pack erp')]);
    await confirm(id, (await preview(id, ['crm', 'hris'])).confirmation);
    const choose = buying.purchased().choosePacks({ params: { id }, body: { packIds: ['crm', 'flows'] } });
    expect(await refusal(choose)).toEqual(refused);
  });

  it('count as had from when a subscription plans them, until it drops them or ends', async () => {
    const pro = await buying.buy('pro', 'crm', ['flows', 'erp', 'hris', 'notes']);
    const standard = await buying.buy('standard', 'mail');
    const choose = (packIds: string[]) =>
      buying.purchased().choosePacks({ params: { id: pro }, body: { packIds } });
    const held = ['flows', 'erp', 'hris', 'notes'];
    const planned = await choose([...held, 'forms']);
    expect(planned.purchase?.next?.packs).toContainEqual({ id: 'forms', title: 'Pack forms' });
    const refused = [409, expect.stringContaining('subscription opens Pack forms with its next period')];
    expect(await refusal(buying.begin('standard', 'forms'))).toEqual(refused);
    const { tiers } = await buying.checkout().purchaseOptions({ params: { packId: 'forms' } });
    expect(tiers.map(one => one.obstacle)).toEqual([refused[1], refused[1]]);
    expect(await refusal(preview(standard, ['mail', 'forms']))).toEqual(refused);

    await choose([...held, 'crm']);
    expect(await refusal(preview(standard, ['mail', 'forms']))).toBeNull();
    await choose([...held, 'forms']);
    await buying.purchased().cancelSubscription({ params: { id: pro } });
    expect(await refusal(buying.begin('standard', 'forms'))).toBeNull();
  });

  it('count as had while an upgrade that opens them waits for its payment', async () => {
    const id = await buying.buy('standard');
    const other = await buying.buy('standard', 'erp');
    const { stripe_customer_id: customer } = await buying.db
      .knex('org_billing_profiles')
      .first('stripe_customer_id');
    buying.sandbox().replaceCard(customer, 'challenge');
    const flows = await buying.begin('standard', 'flows');
    await confirm(id, (await preview(id, ['crm', 'flows'])).confirmation);
    expect(await order(flows.orderId)).toMatchObject({ state: 'canceled' });
    const refused = [409, expect.stringContaining('An upgrade that opens Pack flows waits')];
    expect(await refusal(buying.begin('standard', 'flows'))).toEqual(refused);
    expect(await refusal(preview(other, ['erp', 'flows']))).toEqual(refused);
    await buying.advance(day);
    expect(await refusal(buying.begin('standard', 'flows'))).toBeNull();
  });

  it('can be bought beside Pro that is about to become Standard, and takes no more', async () => {
    const pro = await buying.buy('pro', 'crm', ['flows']);
    expect(await refusal(buying.begin('standard', 'erp'))).toEqual([
      409,
      expect.stringContaining('has room for 3 more packs'),
    ]);
    const down = await buying.purchased().previewSubscriptionChange({
      params: { id: pro },
      body: { tier: 'standard', packIds: ['crm'] },
    });
    await confirm(pro, down.confirmation);
    expect(await refusal(buying.begin('standard', 'erp'))).toBeNull();
  });

  it('close their checkouts when a plan takes them up', async () => {
    const id = await buying.buy('standard');
    const flows = await buying.begin('standard', 'flows');
    const erp = await buying.begin('standard', 'erp');
    const { confirmation } = await preview(id, ['crm', 'flows']);
    expect(await order(flows.orderId)).toMatchObject({ state: 'pending' });
    await confirm(id, confirmation);
    expect(await order(flows.orderId)).toMatchObject({ state: 'canceled' });
    await expect(pay(flows.orderId)).rejects.toThrow();
    await buying.purchased().choosePacks({ params: { id }, body: { packIds: ['crm', 'flows', 'erp'] } });
    expect(await order(erp.orderId)).toMatchObject({ state: 'canceled' });
    await buying.settle();
    expect(await active()).toHaveLength(1);
  });

  it('are not taken up while their payment is processed, nor when it came meanwhile', async () => {
    const id = await buying.buy('standard');
    const { confirmation } = await preview(id, ['crm', 'flows', 'erp']);
    const flows = await buying.begin('standard', 'flows');
    await pay(flows.orderId, 'bankDebitSucceeds');
    const processing = [409, expect.stringContaining('still processing')];
    expect(await refusal(confirm(id, confirmation))).toEqual(processing);
    expect(await refusal(preview(id, ['crm', 'flows']))).toEqual(processing);
    const erp = await buying.begin('standard', 'erp');
    await pay(erp.orderId);
    const { confirmation: withErp } = await preview(id, ['crm', 'erp']);
    expect(await refusal(confirm(id, withErp))).toEqual([409, expect.stringContaining('was paid meanwhile')]);
    await buying.settle();
    expect((await active()).map(one => one.tier)).toEqual(['standard', 'standard']);
  });

  it.each([undefined, 'bankDebitSucceeds'] as const)(
    'are given back in full when they are paid for a second time (%s)',
    async outcome => {
      const id = await buying.buy('standard');
      const flows = await buying.begin('standard', 'flows');
      // As another instance sees it that knows nothing of this checkout yet.
      const hide = (state: string) =>
        buying.db.knex('billing_orders').where({ id: flows.orderId }).update({ state });
      await hide('failed');
      await confirm(id, (await preview(id, ['crm', 'flows'])).confirmation);
      await hide('pending');
      await buying.settle();
      const before = await buying.books();
      await pay(flows.orderId, outcome);
      await buying.settle();
      await buying.advance(outcome ? 3 * day : 0);
      for (let round = 0; round < 3; round++) await buying.settle();

      expect(await order(flows.orderId)).toMatchObject({
        state: 'refunded',
        subscriptionId: null,
        message: expect.stringContaining('given back in full'),
      });
      expect((await active()).map(one => one.id)).toEqual([id]);
      const { payments } = await buying.payments.listPayments();
      const [refunded] = payments.filter(one => one.refunded.amount !== '0.00');
      expect(refunded).toMatchObject({ gross: { amount: '499.00' }, refunded: { amount: '499.00' } });
      const after = await buying.books();
      const earned = (books: Record<string, number>) =>
        Object.entries(books).filter(([name, sum]) => name.startsWith('deferred_revenue') && sum !== 0);
      expect(earned(after)).toEqual(earned(before));
      const audit = await buying.portal.core.audit.search({ orgId: 'acme' });
      const actions = audit.filter(one => one.target?.id === flows.orderId).map(one => one.action);
      expect(actions).toEqual(expect.arrayContaining(['subscription.covered', 'order.refunded']));

      await buying.advance(40 * day);
      await buying.settle();
      const later = (await buying.payments.listPayments()).payments;
      expect(later.filter(one => one.gross.amount === '499.00')).toHaveLength(2);
    },
  );

  it('are given back when they were bought anew after the grace, and the overdue payment succeeds then', async () => {
    await buying.stop();
    // Stripe tries again for as long as the account's settings say, which may be longer than the grace.
    buying = await startBuyingPortal(kind, { config: { graceDays: 1 } });
    const lapsed = await buying.buy('standard');
    const { stripe_customer_id: customer } = await buying.db.knex('org_billing_profiles').first();
    buying.sandbox().replaceCard(customer, 'bad');
    await buying.advance(32 * day);
    await buying.settle();
    const anew = await buying.buy('standard');
    buying.sandbox().replaceCard(customer, 'good');
    await buying.advance(3 * day);
    for (let round = 0; round < 3; round++) await buying.settle();

    expect((await active()).map(one => one.id)).toEqual([anew]);
    const { payments } = await buying.payments.listPayments();
    expect(payments.map(one => [one.orderId, one.refunded.amount])).toEqual([
      [lapsed, '499.00'],
      [anew, '0.00'],
      [lapsed, '0.00'],
    ]);
    await buying.advance(20 * day);
    await buying.settle();
    expect((await buying.payments.listPayments()).total).toBe(3);
  });
});
