import { testDatabases } from '@netcrab/backend/testing';
import Stripe from 'stripe';
import { revenueEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const day = 86_400_000;
const cents = ({ amount }: { readonly amount: string }) => Number(amount.replace('.', ''));

describe.each(testDatabases)('taxes on %s', kind => {
  let buying: BuyingPortal;
  const start = async (automaticTax: boolean) => {
    buying = await startBuyingPortal(kind, { config: { stripe: { automaticTax } } });
  };
  afterEach(() => buying.stop());

  /** Buys Standard, with the address that is given at the checkout. */
  async function buy(country?: string): Promise<string> {
    const { orderId } = await buying.begin('standard');
    buying.sandbox().payCheckout(await buying.sessionOf(orderId), { ...(country && { country }) });
    await buying.settle();
    return orderId;
  }
  const stripe = () => new Stripe(buying.sandbox().secretKey, buying.sandbox().clientConfig);
  const payments = async () => (await buying.payments.listPayments()).payments;
  const customer = async (): Promise<string> =>
    (await buying.db.knex('org_billing_profiles').first('stripe_customer_id')).stripe_customer_id;
  const preview = (id: string) =>
    buying.purchased().previewSubscriptionChange({
      params: { id },
      body: { tier: 'pro', packIds: ['crm', 'flows'] },
    });
  const confirm = (id: string, confirmation: string) =>
    buying.purchased().confirmSubscriptionChange({ params: { id }, body: { confirmation } });

  it('are charged by the address of the payment, booked apart, and no part of what is shared', async () => {
    await start(true);
    await buy('DE');
    const [payment] = await payments();
    expect(payment).toMatchObject({ gross: { amount: '593.81' }, tax: { amount: '94.81' } });
    expect(payment!.portions.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(49_900);
    expect(await buying.books()).toMatchObject({ tax_payable: -9_481 });

    await buying.advance(Date.parse('2026-12-05T06:00:00Z') - buying.clock.now());
    await buying.runJob('close-month');
    const admin = buying.portal.client(revenueEndpoints, buying.as(['platform_admin'], 'platform'));
    const { packs } = await admin.revenueMonthPacks({ params: { month: '2026-11' } });
    // 17 of the 30 days, of 499.00.
    expect(packs).toMatchObject([{ packId: 'crm', gross: '282.77', platformFee: '84.83' }]);

    await buying.payments.refundPayment({
      params: { id: payment!.id },
      body: { key: 'all-of-it', reason: 'Test' },
    });
    await buying.settle();
    expect(await buying.books()).not.toHaveProperty('tax_payable');
  });

  it('are part of a change of tier as it was previewed', async () => {
    await start(true);
    const id = await buy('DE');
    await buying.advance(10 * day);
    const { dueNow, lines, confirmation } = await preview(id);
    expect(lines.at(-1)).toMatchObject({ description: 'Tax' });
    expect(lines.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(cents(dueNow));
    await confirm(id, confirmation);
    await buying.settle();
    const [payment] = await payments();
    expect(payment!.gross).toEqual(dueNow);
    expect(payment!.tax).toEqual(lines.at(-1)!.amount);
    expect(payment!.portions.reduce((sum, { amount }) => sum + cents(amount), 0)).toBe(
      cents(dueNow) - cents(payment!.tax),
    );
  });

  it('are part of an upgrade that waits for the bank', async () => {
    await start(true);
    const id = await buy('FR');
    buying.sandbox().replaceCard(await customer(), 'challenge');
    await buying.advance(10 * day);
    const { dueNow, confirmation } = await preview(id);
    const { purchase } = await confirm(id, confirmation);
    expect(purchase).toMatchObject({ pending: { tier: 'pro', due: dueNow } });
  });

  it('say so when the address that they depend on is missing', async () => {
    await start(true);
    const id = await buy();
    await expect(preview(id)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('billing address') as string,
    });
    await stripe().customers.update(await customer(), { address: { country: 'IT' } });
    expect((await preview(id)).lines.at(-1)).toMatchObject({ description: 'Tax' });
  });

  it('are on top of what is paid once, too', async () => {
    await start(true);
    await buying.service.purchase({
      id: 'asset-1:acme',
      orgId: 'acme' as never,
      userId: 'ann' as never,
      title: 'Navigation kit',
      price: { minor: 12_000n, currency: 'usd' },
      product: 'asset:navigation-kit',
      returnPath: '/account/keys',
      reference: {},
    });
    const [order] = (await buying.checkout().listOrders()).orders;
    buying.sandbox().payCheckout(await buying.sessionOf(order!.id), { country: 'FR' });
    await buying.settle();
    expect(await payments()).toMatchObject([
      { gross: { amount: '144.00' }, tax: { amount: '24.00' }, portions: [{ amount: { amount: '120.00' } }] },
    ]);
  });

  it('are not asked for unless the portal says so', async () => {
    await start(false);
    await buy('DE');
    expect(await payments()).toMatchObject([{ gross: { amount: '499.00' }, tax: { amount: '0.00' } }]);
  });
});
