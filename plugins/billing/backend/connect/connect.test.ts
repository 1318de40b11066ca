import { testDatabases } from '@netcrab/backend/testing';
import Stripe from 'stripe';
import { connectEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('payout accounts on %s', kind => {
  let shop: BuyingPortal;
  const seller = () => shop.as(['seller_admin'], 'globex');
  const client = () => shop.portal.client(connectEndpoints, seller());
  const accountId = async (): Promise<string> =>
    (await shop.db.knex('org_billing_profiles').where({ org_id: 'globex' }).first()).stripe_connect_id;
  const callback = async (outcome: string) => {
    const path = `/v1/marketplace/payouts/connect/callback?outcome=${outcome}`;
    const answer = await shop.portal.fetch(path, { ...seller(), redirect: 'manual' });
    return { status: answer.status, location: answer.headers.get('location') };
  };
  beforeEach(async () => {
    shop = await startBuyingPortal(kind);
  });
  afterEach(() => shop.stop());

  it('are made once, and asked for again by the same link', async () => {
    await expect(client().connectLink({ body: {} })).rejects.toMatchObject({
      status: 400,
      details: [{ field: 'country' }],
    });
    await expect(client().payoutDashboardLink()).rejects.toMatchObject({ status: 409 });
    const [first, second] = [
      await client().connectLink({ body: { country: 'US' } }),
      await client().connectLink({ body: {} }),
    ];
    expect(new URL(first.url).origin).toBe(new URL(second.url).origin);
    expect(await shop.db.knex('billing_payout_accounts')).toHaveLength(1);
    const [entry] = await shop.portal.core.audit.search({ orgId: 'globex' });
    expect(entry).toMatchObject({ action: 'payout-account.created', actor: { id: 'ann' } });
  });

  it('are looked at when onboarding returns, without waiting for a webhook', async () => {
    await client().connectLink({ body: { country: 'US' } });
    shop.sandbox().completeOnboarding(await accountId(), 'inReview');
    expect((await callback('refresh')).location).toMatch(/^http:\/\/127\.0\.0\.1/);
    // A portal that chose its port knows its address only once it listens.
    expect(await callback('return')).toEqual({
      status: 303,
      location: `${shop.portal.baseUrl}/app/marketplace/payouts`,
    });
    expect(await client().payoutAccount()).toMatchObject({ state: 'in_review', missing: [] });
    shop.sandbox().completeOnboarding(await accountId());
    await callback('return');
    expect(await client().payoutAccount()).toMatchObject({
      state: 'enabled',
      currency: 'usd',
      country: 'US',
    });
  });

  it('are looked at each day, for what no webhook told', async () => {
    await client().connectLink({ body: { country: 'US' } });
    await shop.settle();
    const jobs = await shop.portal.core.scheduler.list();
    expect(jobs.find(job => job.id === 'billing.refresh-accounts')).toMatchObject({ cron: '0 4 * * *' });
    const refresh = async () => (await shop.runJob('refresh-accounts')).result;
    const unchanged = { looked: 1, changed: 0, detached: 0 };
    expect(await refresh()).toEqual(unchanged);

    shop.sandbox().faults.set({ dropEvents: 1 });
    shop.sandbox().completeOnboarding(await accountId());
    await shop.settle();
    expect(await client().payoutAccount()).toMatchObject({ state: 'not_started' });
    expect(await refresh()).toEqual({ looked: 1, changed: 1, detached: 0 });
    expect(await client().payoutAccount()).toMatchObject({ state: 'enabled', currency: 'usd' });
    const [changed] = await shop.portal.core.audit.search({ action: 'payout-account.changed' });
    expect(changed).toMatchObject({
      orgId: 'globex',
      before: { state: 'not_started' },
      after: { state: 'enabled' },
    });
    expect(await refresh()).toEqual(unchanged);

    shop.sandbox().deauthorize(await accountId());
    await shop.settle();
    expect(await refresh()).toEqual({ looked: 1, changed: 0, detached: 1 });
    expect(await client().payoutAccount()).toMatchObject({ state: 'not_started' });
    const [detached] = await shop.portal.core.audit.search({ action: 'payout-account.detached' });
    expect(detached).toMatchObject({ orgId: 'globex' });
    expect(await refresh()).toEqual({ ...unchanged, looked: 0 });
  });

  it('stay as they are while Stripe cannot be asked', async () => {
    await client().connectLink({ body: { country: 'US' } });
    shop.sandbox().completeOnboarding(await accountId());
    await shop.settle();
    shop.sandbox().faults.set({ failCalls: [{ how: 'error' }] });
    expect(await shop.runJob('refresh-accounts')).toMatchObject({ status: 'failed' });
    expect(await client().payoutAccount()).toMatchObject({ state: 'enabled' });
  });

  it('can be taken away from the platform, and connected anew', async () => {
    await client().connectLink({ body: { country: 'US' } });
    shop.sandbox().completeOnboarding(await accountId());
    shop.sandbox().deauthorize(await accountId());
    await shop.settle();
    expect(await client().payoutAccount()).toMatchObject({ state: 'not_started' });
  });

  it('are new ones after one was taken away, even on the same day, and one for a double click', async () => {
    const connect = () => client().connectLink({ body: { country: 'US' } });
    const ids = new Set<string>();
    for (let attempt = 0; attempt < 3; attempt++) {
      await Promise.all([connect(), connect()]);
      ids.add(await accountId());
      expect(await shop.db.knex('billing_payout_accounts')).toHaveLength(1);
      shop.sandbox().deauthorize(await accountId());
      await shop.settle();
    }
    expect(ids.size).toBe(3);
    const { secretKey, clientConfig } = shop.sandbox();
    const { data } = await new Stripe(secretKey, clientConfig).accounts.list();
    expect(data).toEqual([]);
    await connect();
    shop.sandbox().completeOnboarding(await accountId());
    await shop.settle();
    expect(await client().payoutAccount()).toMatchObject({ state: 'enabled' });
  });

  it('name each thing that Stripe wants once', async () => {
    await client().connectLink({ body: { country: 'US' } });
    const { missing } = await client().payoutAccount();
    expect(missing.map(({ requirement, title }) => [requirement, title])).toEqual([
      ['business_type', 'Whether it is a company or a person'],
      ['external_account', 'A bank account or debit card'],
      ['tos_acceptance.date', 'Agreement to Stripe’s terms'],
    ]);
  });

  it('belong to sellers: buyers may not', async () => {
    const buyer = shop.portal.client(connectEndpoints, shop.as(['buyer_admin'], 'acme'));
    await expect(buyer.connectLink({ body: { country: 'US' } })).rejects.toMatchObject({ status: 403 });
    await expect(buyer.payoutAccount()).rejects.toMatchObject({ status: 403 });
  });
});
