import { testDatabases } from '@netcrab/backend/testing';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const hour = 3_600_000;
const day = 24 * hour;

describe.each(testDatabases)('an upgrade whose payment the bank wants confirmed, on %s', kind => {
  let buying: BuyingPortal;
  let id: string;

  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
    id = await buying.buy('standard');
    await buying.settle();
    await buying.advance(10 * day);
    const { stripe_customer_id: customer } = await buying.db
      .knex('org_billing_profiles')
      .first('stripe_customer_id');
    buying.sandbox().replaceCard(customer, 'challenge');
  });
  afterEach(() => buying.stop());

  const preview = () =>
    buying.purchased().previewSubscriptionChange({
      params: { id },
      body: { tier: 'pro', packIds: ['crm', 'flows'] },
    });
  const confirm = (confirmation: string) =>
    buying.purchased().confirmSubscriptionChange({ params: { id }, body: { confirmation } });
  const upgrade = async () => confirm((await preview()).confirmation);
  const own = async () => (await buying.subscriptions().ownSubscriptions()).subscriptions[0]!;
  const invoiceOf = (url: string) => url.split('/').at(-1)!;
  const actions = async () => {
    const rows: Array<{ action: string }> = await buying.db
      .knex('core_audit_log')
      .where('action', 'like', 'subscription.upgrade%')
      .orderBy('seq');
    return rows.map(row => row.action);
  };

  it('leaves the old tier in force, and gives the page to confirm it on', async () => {
    const { dueNow, confirmation } = await preview();
    const waits = await confirm(confirmation);
    expect(waits).toMatchObject({
      tier: 'standard',
      state: 'active',
      packs: [{ id: 'crm' }],
      purchase: {
        price: { amount: '499.00' },
        pending: {
          tier: 'pro',
          packs: [{ id: 'crm' }, { id: 'flows' }],
          due: dueNow,
          expiresAt: buying.clock.now() + 23 * hour,
          payUrl: expect.stringContaining('/invoices/in_'),
        },
      },
    });
    expect((await fetch(waits.purchase!.pending!.payUrl!)).status).toBe(200);
    expect(await buying.has('flows')).toBe(false);
    // The same confirmation again makes no second invoice.
    expect(await confirm(confirmation)).toEqual(waits);
    await buying.settle();
    expect(await own()).toEqual(waits);
    expect((await buying.checkout().listInvoices({ query: {} })).invoices.map(one => one.status)).toEqual([
      'open',
      'paid',
    ]);
    expect((await buying.payments.listPayments()).total).toBe(1);
    expect(await actions()).toEqual(['subscription.upgrade-waits']);
  });

  it('counts by webhook once it is paid there, however the bank answered before', async () => {
    const { purchase } = await upgrade();
    const invoice = invoiceOf(purchase!.pending!.payUrl!);
    buying.sandbox().payInvoice(invoice, 'refuse');
    await buying.settle();
    expect(await own()).toMatchObject({ tier: 'standard', purchase: { pending: { tier: 'pro' } } });
    await buying.advance(2 * hour);
    buying.sandbox().payInvoice(invoice);
    await buying.settle();
    expect(await own()).toMatchObject({
      tier: 'pro',
      packs: [{ id: 'crm' }, { id: 'flows' }],
      purchase: { price: { amount: '1500.00' }, next: null, pending: null },
    });
    expect(await buying.has('flows')).toBe(true);
    const { payments } = await buying.payments.listPayments();
    expect(payments[0]?.gross).toEqual(purchase!.pending!.due);
    expect(new Set(payments[0]?.portions.map(one => one.packId))).toEqual(new Set(['crm', 'flows']));
    const { sums } = await buying.ledger.trialBalance();
    expect(sums.every(sum => Number(sum.amount) === 0)).toBe(true);
  });

  it('lapses within a day, though no webhook tells, and can be begun again', async () => {
    await upgrade();
    await expect(preview()).rejects.toMatchObject({ status: 409 });
    buying.sandbox().faults.set({ dropEvents: 1 });
    await buying.advance(23 * hour);
    buying.sandbox().faults.clear();
    expect(await own()).toMatchObject({ tier: 'standard', purchase: { pending: null } });
    expect((await buying.checkout().listInvoices({ query: {} })).invoices[0]).toMatchObject({
      status: 'void',
    });
    expect((await upgrade()).purchase?.pending).toMatchObject({ tier: 'pro' });
    expect(await actions()).toEqual([
      'subscription.upgrade-waits',
      'subscription.upgrade-lapsed',
      'subscription.upgrade-waits',
    ]);
    expect((await buying.payments.listPayments()).total).toBe(1);
  });

  it('is refused where the preview was of another change', async () => {
    const [first, second] = [await preview(), await preview()];
    await confirm(first.confirmation);
    await expect(confirm(second.confirmation)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('waits for your bank’s confirmation'),
    });
  });

  it('shows its page to those alone who may pay', async () => {
    await upgrade();
    const [seen] = (await buying.subscriptionReader().ownSubscriptions()).subscriptions;
    expect(seen?.purchase?.pending).toMatchObject({ tier: 'pro', payUrl: null });
  });

  it('ends with the subscription', async () => {
    await upgrade();
    await buying.purchased().cancelSubscription({ params: { id } });
    await buying.advance(40 * day);
    await buying.settle();
    expect(await own()).toMatchObject({ state: 'ended', tier: 'standard', purchase: { pending: null } });
  });
});
