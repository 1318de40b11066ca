import { startTestPortal } from '@netcrab/backend/testing';
import { asId, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import { checkoutEndpoints, connectEndpoints } from '../../contract';
import { createBillingPlugin } from '../plugin';
import { dieAt } from './dieAt';
import { endState } from './endState';
import { buyers, sellers, type MoneyState, type MoneyWork } from './moneyWork';
import { remoteSandbox } from './remoteSandbox';
import { stubs } from './stubs';

const sessions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  crm: { acme: 6, globex: 3, initech: 1 },
  flows: { acme: 1, initech: 5 },
};
const contributions = async (_: string, packId?: PackId) =>
  Object.entries(sessions).flatMap(([id, counts]) =>
    packId === undefined || packId === id
      ? Object.entries(counts).map(([orgId, count]) => {
          return { packId: asId<PackId>(id), orgId: asId<OrgId>(orgId), sessions: count };
        })
      : [],
  );

async function main(): Promise<void> {
  const work = JSON.parse(process.argv[2] ?? '{}') as MoneyWork;
  const { port, secretKey } = work.sandbox;
  const portal = await startTestPortal({
    database: { config: work.database, drop: async () => undefined },
    plugins: [createBillingPlugin(async () => remoteSandbox(port, secretKey))],
    clock: testClock(work.now),
    ids: testIds(work.seed),
    host: { dataDir: work.dataDir },
    provide: stubs({ contributions }),
  });
  const { scheduler, database, audit } = portal.core;
  const points = dieAt(database.knex, work.kill);

  async function run(job: string): Promise<void> {
    const { status, error } = await scheduler.settled(await scheduler.runNow(`billing.${job}`));
    if (status !== 'succeeded') throw new Error(`${job}: ${error ?? status}`);
  }
  const as = (orgId: string, role: 'buyer_admin' | 'seller_admin') => ({ as: { orgId, roles: [role] } });

  if (work.what === 'begin') {
    for (const [n, buyer] of buyers.entries()) {
      const shop = portal.client(checkoutEndpoints, as(buyer, 'buyer_admin'));
      const params = { packId: n === 0 ? 'flows' : 'crm' };
      const { terms } = await shop.purchaseOptions({ params });
      await shop.createCheckoutSession({ params, body: { tier: 'standard', termsSha256: terms.sha256 } });
    }
    for (const seller of sellers)
      await portal
        .client(connectEndpoints, as(seller, 'seller_admin'))
        .connectLink({ body: { country: 'US' } });
  } else if (work.what === 'return') {
    const url = '/v1/marketplace/payouts/connect/callback?outcome=return';
    for (const seller of sellers)
      await portal.fetch(url, { ...as(seller, 'seller_admin'), redirect: 'manual' });
  } else {
    points.enter('webhook');
    await run('poll-stripe');
    if (work.what === 'month') {
      points.enter('close');
      await run('close-month');
      points.enter('payout');
      await run('pay-sellers');
    }
    points.leave();
  }
  const state: MoneyState = {
    ...(await endState(database.knex)),
    points: points.seen,
    sessions: await database.knex('billing_orders').pluck('stripe_session_id'),
    accounts: await database
      .knex('org_billing_profiles')
      .whereNotNull('stripe_connect_id')
      .pluck('stripe_connect_id'),
    closed: await database.knex('marketplace_pack_revenue').select('month', 'pack_id'),
    statements: await database.knex('statements').select('month', 'org_id'),
    payouts: await database.knex('marketplace_org_payouts').select('month', 'org_id', 'state'),
    auditBroken: (await audit.verify()) !== null,
  };
  process.stdout.write(`${JSON.stringify(state)}\n`);
  await portal.stop();
}

void main();
