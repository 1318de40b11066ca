import type { OrgId, PackId } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import {
  connectEndpoints,
  payoutsEndpoints,
  reconciliationEndpoints,
  revenueEndpoints,
  statementsEndpoints,
} from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const cents = (decimal: string) => BigInt(decimal.replace('.', ''));
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + cents(amount), 0n);

/** The text of an uncompressed PDF of pdfkit, a string per piece. */
const pdfTexts = (pdf: string) =>
  [...pdf.matchAll(/\[((?:<[0-9a-f]*>\s*-?[\d.]*\s*)+)\] TJ/g)].map(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );

describe.each(testDatabases)('what sellers earn on %s', kind => {
  let shop: BuyingPortal;
  const seller = (orgId = 'globex') => shop.as(['seller_admin'], orgId);
  const ann = { as: { orgId: 'platform', userId: 'ann', roles: ['platform_admin' as const] } };
  const admin = () => ({
    revenue: shop.portal.client(revenueEndpoints, ann),
    payouts: shop.portal.client(payoutsEndpoints, ann),
    statements: shop.portal.client(statementsEndpoints, ann),
    reconciliation: shop.portal.client(reconciliationEndpoints, ann),
  });
  const accountOf = async (orgId: string): Promise<string> =>
    (await shop.db.knex('org_billing_profiles').where({ org_id: orgId }).first()).stripe_connect_id;
  const connect = async (orgId = 'globex') => {
    const client = shop.portal.client(connectEndpoints, seller(orgId));
    await client.connectLink({ body: { country: 'US' } });
    return client;
  };
  const goTo = (time: string) => shop.advance(Date.parse(time) - shop.clock.now());
  const closeAndPay = async () => {
    const closed = await shop.runJob('close-month');
    expect(closed).toMatchObject({ status: 'succeeded' });
    expect(await shop.runJob('pay-sellers')).toMatchObject({ status: 'succeeded' });
    await shop.settle();
  };

  beforeEach(async () => {
    const counts: Record<string, number> = { globex: 3, initech: 1 };
    shop = await startBuyingPortal(kind, {
      contributions: async (month, packId = 'crm' as PackId) =>
        packId === 'crm' && month >= '2026-11'
          ? Object.entries(counts).map(([orgId, sessions]) => ({ packId, orgId: orgId as OrgId, sessions }))
          : [],
    });
    await shop.buy('standard', 'crm', [], 'acme');
  });
  afterEach(() => shop.stop());

  it('goes from a purchase to a transfer, a statement and books that Stripe agrees with', async () => {
    const payouts = shop.portal.client(payoutsEndpoints, seller());
    const account = await connect();
    expect(await account.payoutAccount()).toMatchObject({ state: 'not_started' });
    shop.sandbox().completeOnboarding(await accountOf('globex'), 'restricted');
    await shop.settle();
    expect(await account.payoutAccount()).toMatchObject({
      state: 'restricted',
      missing: [
        {
          requirement: 'individual.verification.document',
          title: expect.stringMatching(/^An identity document: /),
        },
      ],
    });
    shop.sandbox().completeOnboarding(await accountOf('globex'));
    await shop.settle();
    expect(await account.payoutAccount()).toMatchObject({ state: 'enabled', missing: [] });
    expect((await account.payoutDashboardLink()).url).toMatch(/^http/);

    const projection = await shop.portal.client(revenueEndpoints, seller()).revenueProjection();
    expect(projection).toMatchObject({
      month: '2026-11',
      projected: { low: '148.46', high: '148.46' },
      payable: '0.00',
    });
    expect(projection.packs.find(pack => pack.packId === 'crm')).toMatchObject({
      status: 'contributing',
      share: 0.75,
      received: '282.77', // 17 of 30 days
    });

    await goTo('2026-12-05T06:00:00Z');
    await closeAndPay();
    const own = await payouts.ownPayouts();
    expect(own.balances).toMatchObject([
      { currency: 'usd', payable: '0.00', inTransit: '0.00', paidToDate: '148.46' },
    ]);
    expect(own.months).toMatchObject([{ month: '2026-11', earned: '148.46', payout: { state: 'paid' } }]);
    expect(new Date(own.nextPayoutAt).toISOString()).toBe('2027-01-05T06:00:00.000Z');
    const month = await payouts.ownPayoutMonth({ params: { month: '2026-11' } });
    expect(month).toMatchObject({
      opening: '0.00',
      sharesTotal: '148.46',
      withheld: '0.00',
      payable: '148.46',
    });
    const pack = await payouts.ownPayoutPack({ params: { month: '2026-11', packId: 'crm' } });
    expect(pack).toMatchObject({
      sessions: 3,
      totalSessions: 4,
      grossRevenue: '282.77',
      platformFee: '84.83',
    });
    expect(pack.payments).toMatchObject([{ portion: '282.77', returned: '0.00' }]);

    const waiting = await shop.portal.client(payoutsEndpoints, seller('initech')).ownPayouts();
    expect(waiting.months[0]?.payout).toMatchObject({
      state: 'pending',
      message: 'Connect a payout account to receive $49.48.',
    });

    // The account is all that was missing: it is paid without anybody's doing.
    await connect('initech');
    shop.sandbox().completeOnboarding(await accountOf('initech'));
    await shop.settle();
    await shop.runJob('pay-sellers');
    await shop.settle();
    const paid = await shop.portal.client(payoutsEndpoints, seller('initech')).ownPayouts();
    expect(paid.months[0]?.payout).toMatchObject({ state: 'paid', amount: '49.48' });

    const { from, to } = { from: Date.parse('2026-11-01'), to: Date.parse('2026-12-06') };
    const compared = await admin().reconciliation.reconciliation({ query: { from, to } });
    expect(compared.differences).toEqual([]);
    expect(compared.totals).toMatchObject([{ currency: 'usd', difference: '0.00' }]);
    expect(compared.checks.filter(check => !check.ok)).toEqual([]);
  });

  it('states the same in JSON, CSV and PDF, and goes on from month to month', async () => {
    await connect();
    shop.sandbox().completeOnboarding(await accountOf('globex'));
    await shop.settle();
    await goTo('2026-12-05T06:00:00Z');
    await closeAndPay();
    const { payments } = await shop.payments.listPayments();
    await shop.payments.refundPayment({
      params: { id: payments[0]!.id },
      body: { key: 'refund-one', amount: '100.00', reason: 'Unhappy' },
    });
    await shop.settle();
    await goTo('2027-01-05T06:00:00Z');
    await closeAndPay();

    const statements = shop.portal.client(statementsEndpoints, seller());
    const [november, december] = [
      await statements.statement({ query: { month: '2026-11-01' } }),
      await statements.statement({ query: { month: '2026-12-01' } }),
    ];
    expect(november).toMatchObject({ orgId: 'globex', orgName: 'Globex' });
    expect(december.openingBalance).toBe(november.closingBalance);
    expect(december.payouts).toMatchObject([{ amount: '-148.46', forMonth: '2026-11-01' }]);
    expect(december.adjustments).toMatchObject([{ kind: 'refund', correctsMonth: '2026-11-01' }]);
    for (const one of [november, december]) {
      const lines = [
        one.openingBalance,
        ...one.packs.map(pack => pack.orgShareAmount),
        ...one.sales.map(line => line.amount),
        ...one.adjustments.map(line => line.amount),
        ...one.payouts.map(line => line.amount),
      ];
      expect(sum(lines)).toBe(cents(one.closingBalance));
      const query = `month=${one.month}`;
      const get = async (format: string) =>
        (await shop.portal.fetch(`/v1/marketplace/statements?${query}&format=${format}`, seller())).text();
      const rows = (await get('csv'))
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map(row => row.split(','));
      const amount = (line: string) => rows.find(row => row[0] === line)?.at(-2);
      expect(rows.map(row => row[0])).toEqual(
        expect.arrayContaining(['opening', 'share', 'closing', 'total', 'hash']),
      );
      expect([amount('closing'), amount('total')]).toEqual([one.closingBalance, one.totalAmount]);
      const inCsv = rows
        .filter(row => !['closing', 'total', 'hash'].includes(row[0]!))
        .map(row => row.at(-2)!);
      expect(sum(inCsv)).toBe(cents(one.closingBalance));
      const pdf = await get('pdf');
      const texts = pdfTexts(pdf);
      expect(texts).toEqual(expect.arrayContaining([...lines, one.closingBalance, one.totalAmount]));
      expect(texts.at(-1)).toBe(`SHA-256 ${one.hash}`);
      expect(await get('pdf')).toBe(pdf);
    }
    expect(
      await admin().statements.internalStatement({ query: { orgId: 'globex', month: '2026-11-01' } }),
    ).toEqual(november);
    const page = await shop.portal
      .client(payoutsEndpoints, seller())
      .ownPayoutMonth({ params: { month: '2026-12' } });
    expect(page.opening).toBe('0.00');
    expect(page.refundsTotal).toBe(december.adjustments[0]?.amount);
    expect(
      sum([page.opening, page.sharesTotal, page.salesTotal, page.refundsTotal, page.adjustmentsTotal]),
    ).toBe(cents(page.payable) + cents(page.withheld));

    await expect(statements.statement({ query: { month: '2027-01-01' } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(statements.statement({ query: { month: '2026-13-01' } })).rejects.toMatchObject({
      status: 400,
    });
    await expect(statements.statement({ query: { month: '2026-11-02' } })).rejects.toMatchObject({
      status: 400,
    });
    const stranger = shop.portal.client(statementsEndpoints, seller('umbrella'));
    await expect(stranger.statement({ query: { month: '2026-11-01' } })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('lets admins look first, set rates for coming months and close', async () => {
    await goTo('2026-12-02T06:00:00Z');
    const { revenue, payouts } = admin();
    await expect(revenue.closeMonth({ params: { month: '2026-12' } })).rejects.toMatchObject({ status: 409 });
    const { runId } = await revenue.closeMonth({ params: { month: '2026-11' } });
    await shop.portal.core.scheduler.settled(runId);
    const { months } = await revenue.listRevenueMonths({ query: { months: 2 } });
    expect(months).toMatchObject([
      { month: '2026-12', state: 'open', totals: [{ gross: '216.23' }] },
      {
        month: '2026-11',
        state: 'closed',
        totals: [{ gross: '282.77', platformFee: '84.83', pool: '197.94' }],
      },
    ]);
    expect((await revenue.revenueMonthPacks({ params: { month: '2026-11' } })).packs).toMatchObject([
      { packId: 'crm', totalSessions: 4 },
    ]);

    const plan = await payouts.previewPayouts({ query: { month: '2026-11' } });
    expect(plan.payouts).toMatchObject([
      { orgName: 'Globex', amount: '148.46', decision: 'pending', reason: 'no_account', difference: 'new' },
      { orgName: 'Initech', amount: '49.48' },
    ]);
    const request = { month: '2026-11', planHash: plan.hash, reason: 'Early' };
    await expect(
      payouts.requestPayoutRun({ body: { ...request, planHash: '0'.repeat(64) } }),
    ).rejects.toMatchObject({
      status: 409,
    });
    const run = await payouts.requestPayoutRun({ body: request });
    await shop.runJob('pay-sellers');
    expect((await payouts.listPayoutRuns()).runs).toMatchObject([
      { id: run.id, state: 'finished', reason: 'Early', counts: { pending: 2 } },
    ]);
    const { payouts: listed } = await payouts.listPayouts({ query: { state: 'pending' } });
    expect(listed.map(one => one.orgName)).toEqual(['Globex', 'Initech']);

    const rate = { scope: 'seller' as const, subject: 'globex', rate: '0.2', reason: 'Contract' };
    const problem = revenue.addRate({ body: { ...rate, effectiveMonth: '2026-12-01' } });
    await expect(problem).rejects.toMatchObject({ status: 400 });
    expect(await revenue.addRate({ body: { ...rate, effectiveMonth: '2027-01-01' } })).toMatchObject({
      rate: '0.20',
      subjectTitle: 'Globex',
      state: 'upcoming',
    });
    expect((await revenue.listRates()).rates).toHaveLength(1);
  });
});
