import { testDatabases } from '@netcrab/backend/testing';
import { payoutsEndpoints, reconciliationEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('reconciliation on %s', kind => {
  let shop: BuyingPortal;
  const ann = { as: { orgId: 'platform', userId: 'ann', roles: ['platform_admin' as const] } };
  const client = () => shop.portal.client(reconciliationEndpoints, ann);
  const latest = async () => (await client().latestReconciliation()).latest;
  const journal = (key: string, amount: string) => {
    const line = { amount, currency: 'usd' };
    const entries = [
      { ...line, account: 'manual' as const, side: 'debit' as const },
      { ...line, account: 'stripe_clearing' as const, side: 'credit' as const },
    ];
    return shop.ledger.postJournal({ body: { key, reason: 'Correction', entries } });
  };
  beforeEach(async () => {
    shop = await startBuyingPortal(kind);
    await shop.buy('standard', 'crm');
  });
  afterEach(() => shop.stop());

  it('is done by the clock, and its last result is kept with its time', async () => {
    expect(await latest()).toBeNull();
    const jobs = await shop.portal.core.scheduler.list();
    expect(jobs.find(job => job.id === 'billing.reconcile')).toMatchObject({ cron: '30 4 * * *' });
    expect(await shop.runJob('reconcile')).toMatchObject({ error: null, status: 'succeeded' });
    const ranAt = shop.clock.now();
    expect(await latest()).toMatchObject({ ranAt, problems: 0, unavailable: null, differences: [] });

    await journal('journal-1', '7.00');
    await shop.advance(2 * 3_600_000);
    expect(await latest()).toMatchObject({ ranAt, problems: 0 });
    const checked = await client().checkNow();
    expect(checked.latest).toMatchObject({
      ranAt: shop.clock.now(),
      problems: 1,
      differences: [{ cause: 'missing_at_stripe', ledger: '-7.00' }],
    });
    expect(await latest()).toEqual(checked.latest);
  });

  it('finds what Stripe moved before the window where it was posted late, its month being closed', async () => {
    await shop.advance(14 * 86_400_000);
    const { orderId } = await shop.begin('standard', 'flows');
    shop.sandbox().faults.set({ dropEvents: 1 });
    shop.sandbox().payCheckout(await shop.sessionOf(orderId));
    shop.sandbox().faults.clear();
    await shop.advance(Date.parse('2026-12-05T06:00:00Z') - shop.clock.now());
    expect(await shop.runJob('close-month')).toMatchObject({ status: 'succeeded' });
    await shop.advance(5 * 86_400_000);
    const from = shop.clock.now();
    expect(await shop.runJob('poll-stripe')).toMatchObject({ status: 'succeeded' });
    await shop.advance(86_400_000);
    const query = { from, to: shop.clock.now() };
    const { differences, totals } = await client().reconciliation({ query });
    expect(differences).toEqual([]);
    expect(totals).toMatchObject([{ difference: '0.00', ledger: '484.23' }]);
  });

  it('follows each payout run', async () => {
    await shop.advance(Date.parse('2026-12-05T06:00:00Z') - shop.clock.now());
    expect(await shop.runJob('close-month')).toMatchObject({ status: 'succeeded' });
    await shop.runJob('pay-sellers');
    const { runs } = await shop.portal.client(payoutsEndpoints, ann).listPayoutRuns();
    expect(runs).toMatchObject([{ state: 'finished' }]);
    await shop.runJob('reconcile');
    const made = await shop.portal.core.scheduler.runs('billing.reconcile');
    expect(made.some(run => run.trigger === 'event')).toBe(true);
    expect(await latest()).toMatchObject({ problems: 0 });
  });

  it('shows the ledger’s own checks when Stripe cannot be asked, and says why the rest is missing', async () => {
    shop.sandbox().faults.set({ failCalls: [{ how: 'error' }] });
    const query = { from: shop.clock.now() - 86_400_000, to: shop.clock.now() };
    const shown = await client().reconciliation({ query });
    expect(shown).toMatchObject({
      unavailable: expect.stringContaining('does not answer'),
      totals: [],
      differences: [],
      problems: 0,
    });
    expect(shown.checks.map(one => one.ok)).toEqual([true, true]);
    const { latest: kept } = await client().checkNow();
    expect(kept?.unavailable).toBe(shown.unavailable);
  });
});
