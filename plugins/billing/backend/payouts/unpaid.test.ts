import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import { connectEndpoints, payoutsEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('a payout that Stripe does not make, on %s', kind => {
  let shop: BuyingPortal;
  let account: string;
  const seller = () => shop.as(['seller_admin'], 'globex');
  const admin = () => shop.portal.client(payoutsEndpoints, shop.as(['platform_admin'], 'platform'));
  const payouts = async () => (await admin().listPayouts()).payouts;
  const own = async () =>
    (await shop.portal.client(payoutsEndpoints, seller()).ownPayouts()).months[0]?.payout;
  beforeEach(async () => {
    shop = await startBuyingPortal(kind, {
      contributions: async () => [{ packId: 'crm' as PackId, orgId: 'globex' as OrgId, sessions: 1 }],
    });
    await shop.buy('standard');
    await shop.portal.client(connectEndpoints, seller()).connectLink({ body: { country: 'US' } });
    const profile = await shop.db.knex('org_billing_profiles').where({ org_id: 'globex' }).first();
    account = profile.stripe_connect_id;
    shop.sandbox().completeOnboarding(account);
    await shop.settle();
    await shop.advance(Date.parse('2026-12-05T06:00:00Z') - shop.clock.now());
  });
  afterEach(() => shop.stop());
  const closeAndPay = async () => {
    await shop.runJob('close-month');
    await shop.runJob('pay-sellers');
  };

  it('says to admins that Stripe does not answer, and nothing of it once it is paid', async () => {
    shop.sandbox().faults.set({ failCalls: [{ operation: 'Transfers.create', how: 'error' }] });
    await closeAndPay();
    expect(await payouts()).toMatchObject([
      { state: 'processing', message: expect.stringMatching(/^Stripe has not confirmed the transfer: /) },
    ]);
    expect(await own()).toMatchObject({ state: 'processing', message: null });
    shop.sandbox().faults.clear();
    await shop.advance(600_000);
    await shop.runJob('pay-sellers');
    expect(await payouts()).toMatchObject([{ state: 'paid', message: null }]);
  });

  it('says to admins what Stripe refused, and to the seller that it is looked into', async () => {
    // Since the last news of the account.
    shop.sandbox().completeOnboarding(account, 'restricted');
    await closeAndPay();
    expect(await payouts()).toMatchObject([{ state: 'failed', message: expect.stringMatching(/capabilit/) }]);
    expect(await own()).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('We are looking'),
    });
  });
});
