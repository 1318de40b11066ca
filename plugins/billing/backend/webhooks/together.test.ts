import { testDatabases } from '@netcrab/backend/testing';
import { connectEndpoints } from '../../contract';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

describe.each(testDatabases)('events that come together on %s', kind => {
  let buying: BuyingPortal;
  beforeEach(async () => {
    buying = await startBuyingPortal(kind);
  });
  afterEach(() => buying.stop());

  it('cost one fetch of each object, however many are about it', async () => {
    const orders = [
      await buying.begin('standard', 'crm', [], 'acme'),
      await buying.begin('standard', 'crm', [], 'globex'),
    ];
    const { faults } = buying.sandbox();
    faults.set({ dropEvents: 1 });
    for (const { orderId } of orders) buying.sandbox().payCheckout(await buying.sessionOf(orderId));
    const calls: string[] = [];
    const strike = faults.strike.bind(faults);
    faults.strike = operation => {
      calls.push(operation);
      return strike(operation);
    };
    await buying.runJob('poll-stripe');
    const once = [
      'Charges.retrieve',
      'Checkout/Sessions.retrieve',
      'Disputes.list',
      'Invoices.retrieve',
      'Subscriptions.retrieve',
    ];
    expect(calls.filter(call => call !== 'Events.list').sort()).toEqual(once.flatMap(call => [call, call]));
    for (const org of ['acme', 'globex']) expect(await buying.has('crm', org)).toBe(true);
  });

  it('are kept apart by account where objects of two have one id', async () => {
    const sellers = ['acme', 'globex'];
    const client = (org: string) => buying.portal.client(connectEndpoints, buying.as(['seller_admin'], org));
    for (const org of sellers) await client(org).connectLink({ body: { country: 'US' } });
    buying.sandbox().faults.set({ dropEvents: 1 });
    const accounts: string[] = await buying.db.knex('billing_payout_accounts').pluck('id');
    for (const account of accounts) {
      buying.sandbox().completeOnboarding(account);
      await buying.db.knex('stripe_webhook_events').insert({
        event_id: `evt_${account}`,
        stripe_mode: 'sandbox',
        endpoint: 'connect',
        account,
        type: 'capability.updated',
        object_id: 'transfers',
        source: 'webhook',
        state: 'received',
        attempts: 0,
        happened_at: 0,
        received_at: 0,
        next_attempt_at: 0,
      });
    }
    await buying.runJob('process-webhooks');
    for (const org of sellers) expect(await client(org).payoutAccount()).toMatchObject({ state: 'enabled' });
  });
});
