import { testDatabases } from '@netcrab/backend/testing';
import { billingTestClockRef, revenueEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const day = 86_400_000;
const now = '2026-11-14T10:00:00Z';
const began = Date.parse('2026-09-10T08:00:00Z');

describe.each(testDatabases)('the test clock on %s', database => {
  let buying: BuyingPortal;
  beforeAll(async () => {
    buying = await startBuyingPortal(database, { at: now });
  });
  afterAll(() => buying.stop());
  const testClock = () => buying.portal.service(billingTestClockRef).testClock;

  it('lets months go by: purchases, renewals and closed months are of their time, and the present follows', async () => {
    const clock = testClock();
    expect(clock.obstacle()).toBeNull();
    clock.hold(began);
    await buying.buy('standard');
    await clock.moveTo(Date.parse('2026-10-05T06:00:00Z'));
    expect((await buying.runJob('close-month')).status).toBe('succeeded');
    await clock.release();

    const { payments } = await buying.payments.listPayments({ query: {} });
    expect(payments.map(({ paidAt }) => new Date(paidAt).toISOString().slice(0, 10))).toEqual([
      '2026-11-10',
      '2026-10-10',
      '2026-09-10',
    ]);
    // Noticed on the day, not at the end.
    const postings: Array<{ effective_at: number; posted_at: number }> =
      await buying.db.knex('ledger_postings');
    for (const { effective_at: effective, posted_at: posted } of postings)
      expect(Number(posted) - Number(effective)).toBeLessThan(5 * day);
    const admin = buying.portal.client(revenueEndpoints, buying.as(['platform_admin'], 'platform'));
    const { months } = await admin.listRevenueMonths({ query: {} });
    expect(months.find(({ month }) => month === '2026-09')).toMatchObject({
      state: 'closed',
      closedAt: Date.parse('2026-10-05T06:00:00Z'),
    });
    expect(await buying.has('crm')).toBe(true);
    const { subscriptions } = await buying.subscriptions().ownSubscriptions();
    expect(subscriptions).toMatchObject([{ startsAt: began, state: 'active' }]);
  });

  it('is not for a sandbox that was used: its time does not run backwards', () => {
    expect(testClock().obstacle()).toBe('the Stripe sandbox was used before');
    expect(() => buying.sandbox()).not.toThrow();
  });
});

it('is not for Stripe itself', async () => {
  const stripe = { secretKey: 'sk_live_x', webhookSecret: 'whsec_a', connectWebhookSecret: 'whsec_b' };
  const live = await startBuyingPortal('sqlite', { config: { stripe } });
  const { testClock } = live.portal.service(billingTestClockRef);
  expect(testClock.obstacle()).toBe('Stripe is configured with keys of its own');
  await expect(testClock.pagesUrl()).rejects.toThrow('real Stripe');
  await live.stop();
});
