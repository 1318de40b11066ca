import { ledgerEndpoints, checkoutEndpoints, webhookEndpoints } from '@netcrab/plugin-billing/contract';
import { createIds } from '../../backend/src/services/ids';
import { startTestPortal } from '../../backend/src/testing';
import { createBillingPlugin } from '../../plugins/billing/backend/plugin';
import { remoteSandbox } from '../../plugins/billing/backend/testing/remoteSandbox';
import { stubs } from '../../plugins/billing/backend/testing/stubs';

/** The portal, on HTTP and a file of SQLite, with a Stripe that is another process. */
const [port = '', secretKey = '', orders = '', webhookSecret = ''] = process.argv.slice(2);

const portal = await startTestPortal({
  plugins: [createBillingPlugin(async () => remoteSandbox(Number(port), secretKey))],
  clock: { now: () => Date.now(), set: () => undefined, advance: () => undefined },
  ids: createIds({ clock: { now: Date.now } }),
  config: { billing: { stripe: { webhookSecret } } },
  provide: stubs(),
});
const knex = portal.core.database.knex;

async function order(n: number): Promise<void> {
  const buyer = portal.client(checkoutEndpoints, {
    as: { orgId: `org-${n}`, userId: 'ann', roles: ['buyer_admin'] },
  });
  const { terms } = await buyer.purchaseOptions({ params: { packId: 'crm' } });
  const body = { tier: 'standard' as const, termsSha256: terms.sha256 };
  await buyer.createCheckoutSession({ params: { packId: 'crm' }, body });
}
let next = 0;
const lane = async () => {
  while (next < Number(orders)) await order(next++);
};
await Promise.all(Array.from({ length: 8 }, lane));
const sessions = await knex('billing_orders').pluck('stripe_session_id');

const admin = { as: { orgId: 'platform', userId: 'ops', roles: ['platform_admin'] } } as const;
const inbox = portal.client(webhookEndpoints, admin);
const ledger = portal.client(ledgerEndpoints, admin);

/** What became of the burst: events by state, and what the books say. */
async function state() {
  const { counts } = await inbox.listWebhookEvents();
  return counts;
}
async function outcome() {
  const { sums } = await ledger.trialBalance();
  const [clearing] = await knex('ledger_entries')
    .where({ account: 'stripe_clearing' })
    .sum({ sum: 'amount' });
  const count = async (table: string, where = {}) =>
    Number((await knex(table).where(where).count({ n: '*' }).first())?.n);
  return {
    balanced: sums.every(({ amount }) => Number(amount) === 0),
    balance: Number(clearing?.sum),
    subscriptions: await count('buyer_subscriptions', { status: 'active' }),
    payments: await count('billing_payments'),
  };
}
const answers: Record<string, () => Promise<unknown>> = {
  state,
  outcome,
  /** Seconds since it started. */
  cpu: async () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};
process.on('message', ({ ask }: { ask: string }) => {
  void answers[ask]?.().then(answer => process.send?.({ answer }));
});
process.on('disconnect', () => void portal.stop().then(() => process.exit(0)));
process.send?.({ answer: { url: `${portal.baseUrl}/webhooks/stripe`, sessions } });
