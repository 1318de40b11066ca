import { createHmac } from 'node:crypto';
import { testDatabases } from '@netcrab/backend/testing';
import { startBuyingPortal, type BuyingPortal } from '../testing/buyingPortal';

const minute = 60_000;
const secret = 'whsec_ours';
const stripe = { secretKey: 'sk_test_ours', webhookSecret: secret, connectWebhookSecret: 'whsec_connect' };

describe.each(testDatabases)('the webhook inbox on %s', kind => {
  let buying: BuyingPortal;
  const event = (overrides: object = {}) =>
    JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'invoice.paid',
      created: Math.floor(buying.clock.now() / 1000),
      // About nothing that could be fetched.
      data: { object: { object: 'invoice' } },
      ...overrides,
    });
  const signed = (payload: string, key = secret, at = buying.clock.now()) => {
    const t = Math.floor(at / 1000);
    return `t=${t},v1=${createHmac('sha256', key).update(`${t}.${payload}`).digest('hex')}`;
  };
  const send = (body: string, signature: string | null, path = '/webhooks/stripe') =>
    buying.portal.fetch(path, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        ...(signature !== null && { 'stripe-signature': signature }),
      },
    });

  describe('with keys of Stripe', () => {
    beforeEach(async () => {
      const server = { port: 0, anonymousPerMinute: 20, failedTokensPerMinute: 20 };
      buying = await startBuyingPortal(kind, { config: { stripe }, host: { server } });
    });
    afterEach(() => buying.stop());

    it('keeps a signed event once', async () => {
      const body = event();
      for (let n = 0; n < 3; n++) {
        const response = await send(body, signed(body));
        expect([response.status, await response.json()]).toEqual([200, { received: true }]);
      }
      const { events } = await buying.inbox.listWebhookEvents();
      expect(events).toMatchObject([
        { id: 'evt_1', type: 'invoice.paid', objectId: null, source: 'webhook' },
      ]);
    });

    it.each<[string, (body: string) => string | null]>([
      ['unsigned', () => null],
      ['signed by somebody else', body => signed(body, 'whsec_theirs')],
      ['signed for the other endpoint', body => signed(body, stripe.connectWebhookSecret)],
      ['signed for another body', () => signed(event({ id: 'evt_2' }))],
      ['signed more than five minutes ago', body => signed(body, secret, buying.clock.now() - 6 * minute)],
      ['nonsense', () => 'nonsense'],
    ])('refuses one that is %s, and says so in the audit log', async (_, signature) => {
      const body = event();
      const response = await send(body, signature(body));
      expect(response.status).toBe(400);
      expect((await buying.inbox.listWebhookEvents()).total).toBe(0);
      const [entry] = await buying.portal.core.audit.search({ action: 'webhook.refused' });
      expect(entry).toMatchObject({ target: { id: 'platform' } });
    });

    it('does not fill the audit log with forged ones', async () => {
      for (let n = 0; n < 15; n++) await send(event(), 'nonsense');
      expect(await buying.portal.core.audit.search({ action: 'webhook.refused' })).toHaveLength(10);
    });

    it('takes a burst of Stripe’s, and soon hears no more of an address that forges', async () => {
      const answers = async (times: number, send_: (n: number) => Promise<Response>) => {
        const all = await Promise.all(Array.from({ length: times }, (_, n) => send_(n)));
        return all.map(answer => answer.status).sort();
      };
      const burst = await answers(60, n => {
        const body = event({ id: `evt_${n}` });
        return send(body, signed(body));
      });
      expect(burst).toEqual(Array(60).fill(200));
      expect((await buying.inbox.listWebhookEvents()).total).toBe(60);
      const forged = await answers(60, () => send(event(), 'nonsense'));
      // Those that are written to the audit log are counted after that.
      const looked = forged.filter(status => status === 400).length;
      expect(looked).toBeGreaterThanOrEqual(20);
      expect(looked).toBeLessThanOrEqual(30);
      expect(forged.filter(status => status === 429)).toHaveLength(60 - looked);
    });

    it('leaves out what nobody handles', async () => {
      const body = event({ type: 'product.created' });
      expect((await send(body, signed(body))).status).toBe(200);
      expect((await buying.inbox.listWebhookEvents()).total).toBe(0);
    });
  });

  describe('with the sandbox', () => {
    beforeEach(async () => {
      buying = await startBuyingPortal(kind);
    });
    afterEach(() => buying.stop());

    it('tries again, longer and longer, what Stripe does not answer for, and shows what it gave up', async () => {
      const { orderId } = await buying.begin('standard');
      buying.sandbox().payCheckout(await buying.sessionOf(orderId));
      buying.sandbox().faults.set({ failCalls: [{ how: 'rate_limit' }] });
      await buying.sandbox().deliver();
      await buying.runJob('process-webhooks');
      const waiting = await buying.inbox.listWebhookEvents({ query: { state: 'received' } });
      expect(waiting.total).toBeGreaterThan(2);
      const [first] = waiting.events;
      expect(first).toMatchObject({ attempts: 1, error: expect.any(String) });
      expect(first?.nextAttemptAt).toBe(buying.clock.now() + 15_000);
      await buying.db.knex('stripe_webhook_events').update({ attempts: 11 });
      await buying.advance(minute);
      await buying.runJob('process-webhooks');
      const given = await buying.inbox.listWebhookEvents({ query: { state: 'failed' } });
      expect(given.total).toBe(waiting.total);
      expect(await buying.has('crm')).toBe(false);

      buying.sandbox().faults.clear();
      const completed = given.events.find(one => one.type === 'checkout.session.completed');
      const replayed = await buying.inbox.replayWebhookEvent({ params: { id: completed?.id ?? '' } });
      expect(replayed).toMatchObject({ state: 'processed', attempts: 1, error: null });
      expect(await buying.has('crm')).toBe(true);
    }, 60_000);

    it('asks Stripe for what it was never told', async () => {
      const { orderId } = await buying.begin('standard');
      buying.sandbox().faults.set({ dropEvents: 1 });
      buying.sandbox().payCheckout(await buying.sessionOf(orderId));
      await buying.settle();
      expect(await buying.has('crm')).toBe(false);
      const run = await buying.runJob('poll-stripe');
      expect(run).toMatchObject({ status: 'succeeded', result: { found: expect.any(Number) } });
      expect(await buying.has('crm')).toBe(true);
      expect(await buying.checkout().getOrder({ params: { id: orderId } })).toMatchObject({ state: 'paid' });
      const { events } = await buying.inbox.listWebhookEvents();
      expect(new Set(events.map(one => one.source))).toEqual(new Set(['poller']));
      const again = await buying.runJob('poll-stripe');
      expect(again).toMatchObject({ result: { found: 0 } });
    });
  });
});

it('does not start with a key and no webhook secret', async () => {
  const start = startBuyingPortal('sqlite', {
    config: { stripe: { secretKey: 'sk_live_x', webhookSecret: '' } },
  });
  await expect(start).rejects.toThrow(/webhookSecret: is empty/);
});

it('starts no sandbox before something is bought', async () => {
  const buying = await startBuyingPortal('sqlite');
  await buying.runJob('poll-stripe');
  await buying.runJob('process-webhooks');
  await buying.checkout().purchaseOptions({ params: { packId: 'crm' } });
  expect(() => buying.sandbox()).toThrow('Nothing has needed');
  await buying.stop();
});
