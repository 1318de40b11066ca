import { testDatabases } from '@netcrab/backend/testing';
import { orgClosed } from '@netcrab/plugin-identity/contract';
import { endpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const day = 86_400_000;
const own = async (buying: BuyingPortal) => {
  const { subscriptions } = await buying.subscriptions().ownSubscriptions();
  return subscriptions[0]!;
};
const packsOf = (one: { packs: ReadonlyArray<{ id: string }> | null }) => one.packs?.map(pack => pack.id);

describe.each(testDatabases)('a subscription that was bought, on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
  });
  afterEach(() => buying.stop());

  it('is renewed month by month, each payment booked over its days', async () => {
    await buying.buy('standard');
    for (let month = 0; month < 2; month++) {
      await buying.advance(31 * day);
      await buying.settle();
    }
    expect(await own(buying)).toMatchObject({ state: 'active', endsAt: null });
    const { payments } = await buying.payments.listPayments();
    expect(payments.map(one => one.gross.amount)).toEqual(['499.00', '499.00', '499.00']);
    const books = await buying.books();
    const deferred = Object.entries(books).filter(([name]) => name.startsWith('deferred_revenue'));
    expect(deferred.map(([, sum]) => sum).reduce((a, b) => a + b)).toBe(-3 * 49_900);
    const { sums } = await buying.ledger.trialBalance();
    expect(sums.every(sum => Number(sum.amount) === 0)).toBe(true);
  });

  it('counts for a week after a payment failed, and again once it is paid', async () => {
    const id = await buying.buy('standard');
    const customer = (await buying.db.knex('org_billing_profiles').first('stripe_customer_id'))
      .stripe_customer_id;
    buying.sandbox().replaceCard(customer, 'bad');
    await buying.advance(30 * day + 3 * 3_600_000);
    await buying.settle();
    const overdue = await own(buying);
    expect(overdue).toMatchObject({ id, state: 'past_due', purchase: { graceEndsAt: expect.any(Number) } });
    expect(await buying.has('crm')).toBe(true);
    await buying.advance(8 * day);
    expect(await buying.has('crm')).toBe(false);
  });

  it('is canceled with its period, and resumed before', async () => {
    const id = await buying.buy('standard');
    const canceled = await buying.purchased().cancelSubscription({ params: { id } });
    expect(canceled).toMatchObject({ state: 'active', purchase: { cancelAtPeriodEnd: true } });
    expect(canceled.endsAt).toBe(canceled.purchase?.periodEndsAt);
    expect(await buying.purchased().resumeSubscription({ params: { id } })).toMatchObject({ endsAt: null });
    await buying.purchased().cancelSubscription({ params: { id } });
    await buying.advance(31 * day);
    expect(await buying.has('crm')).toBe(false);
    await buying.settle();
    expect(await own(buying)).toMatchObject({ state: 'ended' });
  });

  it('goes up a tier at once and pays the difference, and down with the period', async () => {
    const id = await buying.buy('standard');
    await buying.settle();
    await buying.advance(10 * day);
    const preview = await buying.purchased().previewSubscriptionChange({
      params: { id },
      body: { tier: 'pro', packIds: ['crm', 'flows', 'erp'] },
    });
    expect(preview).toMatchObject({ effective: 'now', thenMonthly: { amount: '1500.00' } });
    expect(preview.lines.length).toBeGreaterThan(1);
    const changed = await buying.purchased().confirmSubscriptionChange({
      params: { id },
      body: { confirmation: preview.confirmation },
    });
    expect(changed).toMatchObject({ tier: 'pro', purchase: { price: { amount: '1500.00' } } });
    expect(packsOf(changed)).toEqual(['crm', 'erp', 'flows']);
    expect(await buying.has('flows')).toBe(true);
    await buying.settle();
    const { payments } = await buying.payments.listPayments();
    expect(payments[0]?.gross).toEqual(preview.dueNow);
    expect(new Set(payments[0]?.portions.map(one => one.packId))).toEqual(new Set(['crm', 'erp', 'flows']));

    const down = await buying.purchased().previewSubscriptionChange({
      params: { id },
      body: { tier: 'standard', packIds: ['erp'] },
    });
    expect(down).toMatchObject({ effective: 'period_end', dueNow: { amount: '0.00' } });
    const planned = await buying.purchased().confirmSubscriptionChange({
      params: { id },
      body: { confirmation: down.confirmation },
    });
    expect(planned).toMatchObject({
      tier: 'pro',
      purchase: {
        price: { amount: '1500.00' },
        next: { tier: 'standard', packs: [{ id: 'erp' }], price: { amount: '499.00' } },
      },
    });
    await buying.settle();
    expect(await own(buying)).toMatchObject({ tier: 'pro', purchase: { price: { amount: '1500.00' } } });
    await buying.advance(21 * day);
    const begun = { tier: 'standard', purchase: { price: { amount: '499.00' }, next: null } };
    expect(await own(buying)).toMatchObject(begun);
    await buying.settle();
    expect(await own(buying)).toMatchObject({ ...begun, packs: [{ id: 'erp' }] });
    expect(await buying.has('flows')).toBe(false);
    const after = await buying.payments.listPayments();
    expect(after.payments[0]).toMatchObject({ gross: { amount: '499.00' } });
    expect(new Set(after.payments[0]?.portions.map(one => one.packId))).toEqual(new Set(['erp']));
  });

  it('goes up a tier at once though Stripe’s clock be months ahead', async () => {
    const id = await buying.buy('standard');
    buying.sandbox().advance(61 * day);
    await buying.settle();
    const preview = await buying.purchased().previewSubscriptionChange({
      params: { id },
      body: { tier: 'pro', packIds: ['crm', 'flows'] },
    });
    const changed = await buying.purchased().confirmSubscriptionChange({
      params: { id },
      body: { confirmation: preview.confirmation },
    });
    expect(changed).toMatchObject({ tier: 'pro', purchase: { price: { amount: '1500.00' } } });
    expect(packsOf(changed)).toEqual(['crm', 'flows']);
    await buying.settle();
    expect(await own(buying)).toMatchObject({ tier: 'pro', purchase: { next: null } });
    expect(await buying.has('flows')).toBe(true);
  });

  it('stays as it is when the bank refuses the upgrade', async () => {
    const id = await buying.buy('standard');
    const customer = (await buying.db.knex('org_billing_profiles').first('stripe_customer_id'))
      .stripe_customer_id;
    buying.sandbox().replaceCard(customer, 'bad');
    const body = { tier: 'pro' as const, packIds: ['crm', 'flows'] };
    const { confirmation } = await buying.purchased().previewSubscriptionChange({ params: { id }, body });
    const confirm = buying.purchased().confirmSubscriptionChange({ params: { id }, body: { confirmation } });
    const refused: Error = await confirm.then(
      () => new Error('changed'),
      (error: Error) => error,
    );
    expect(refused).toMatchObject({ status: 402, message: expect.stringContaining('was declined') });
    expect(refused.message).toContain('Nothing has changed');
    await buying.settle();
    expect((await buying.payments.listPayments()).total).toBe(1);
    expect(await own(buying)).toMatchObject({ tier: 'standard', state: 'active' });
  });

  it('takes a confirmation only for what was previewed, and only for ten minutes', async () => {
    const id = await buying.buy('standard');
    const body = { tier: 'pro' as const, packIds: ['crm'] };
    const { confirmation } = await buying.purchased().previewSubscriptionChange({ params: { id }, body });
    const confirm = (text: string) =>
      buying.purchased().confirmSubscriptionChange({ params: { id }, body: { confirmation: text } });
    await expect(confirm(confirmation.replace(/^./, 'x'))).rejects.toMatchObject({ status: 409 });
    await buying.advance(11 * 60_000);
    await expect(confirm(confirmation)).rejects.toMatchObject({ status: 409 });
  });

  it('of Pro takes more packs at once up to five, and others with the next period', async () => {
    const id = await buying.buy('pro', 'crm', ['flows']);
    const choose = (packIds: string[]) =>
      buying.purchased().choosePacks({ params: { id }, body: { packIds } });
    const more = await choose(['crm', 'flows', 'erp', 'hris']);
    expect(packsOf(more)).toEqual(['crm', 'erp', 'flows', 'hris']);
    expect(more.purchase?.next).toBeNull();
    const replaced = await choose(['erp', 'flows', 'hris', 'notes']);
    expect(packsOf(replaced)).toEqual(['crm', 'erp', 'flows', 'hris', 'notes']);
    expect(replaced.purchase?.next).toMatchObject({ tier: 'pro', at: replaced.purchase?.periodEndsAt });
    expect(await buying.has('crm')).toBe(true);
    await buying.advance(31 * day);
    await buying.settle();
    expect(await buying.has('crm')).toBe(false);
    expect(await buying.has('notes')).toBe(true);
    const { payments } = await buying.payments.listPayments();
    const packs = payments.map(one => [...new Set(one.portions.map(portion => portion.packId))]);
    expect(packs).toEqual([
      ['erp', 'flows', 'hris', 'notes'],
      ['crm', 'flows'],
    ]);
  });

  it('is no longer billed once an admin ends it, or its org closes', async () => {
    for (const org of ['acme', 'globex']) await buying.buy('standard', 'crm', [], org);
    const admin = buying.portal.client(endpoints, buying.as(['platform_admin'], 'platform'));
    const params = { id: (await own(buying)).id };
    const end = () => admin.endSubscription({ params, body: { reason: 'Asked for' } });
    buying.sandbox().faults.set({ failCalls: [{ how: 'error' }] });
    await expect(end()).rejects.toMatchObject({ status: 503 });
    expect(await buying.has('crm')).toBe(true);
    buying.sandbox().faults.clear();
    expect(await end()).toMatchObject({ state: 'ended' });
    await buying.portal.core.events.publish(orgClosed, { orgId: 'globex' }, { key: 'globex' });
    await buying.portal.core.events.drained();
    await buying.advance(40 * day);
    await buying.settle();
    expect((await buying.payments.listPayments()).total).toBe(2);
    for (const org of ['acme', 'globex']) expect(await buying.has('crm', org)).toBe(false);
  });

  it('is nobody else’s to change, nor an admin’s', async () => {
    const id = await buying.buy('standard');
    const other = buying.purchased('globex').cancelSubscription({ params: { id } });
    await expect(other).rejects.toMatchObject({ status: 404 });
    const admin = buying.portal.client(endpoints, buying.as(['platform_admin'], 'platform'));
    const terms = { tier: 'enterprise' as const, packIds: null, endsAt: null, reason: 'Contract 7' };
    await expect(admin.changeSubscription({ params: { id }, body: terms })).rejects.toMatchObject({
      status: 409,
    });
  });
});
