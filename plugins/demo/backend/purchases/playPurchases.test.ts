import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import { asId, core, createBackendPlugin, type OrgId } from '@netcrab/plugin-api/backend';
import { testClock } from '@netcrab/plugin-api/testing';
import billingPlugin from '@netcrab/plugin-billing/backend';
import {
  billingTestClockRef,
  connectEndpoints,
  ledgerEndpoints,
  payoutsEndpoints,
  paymentEndpoints,
  reconciliationEndpoints,
  revenueEndpoints,
} from '@netcrab/plugin-billing/contract';
import identityPlugin from '@netcrab/plugin-identity/backend';
import { identityRef } from '@netcrab/plugin-identity/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { migrations } from '../../migrations';
import { createPeople } from '../people';
import { DatabaseProgressStore } from '../progressStore';
import type { SimulationOptions } from '../simulator';
import { createSimulation } from '../simulator';
import { customers, onboarded, stillToConnect } from './cast';
import { purchasesPlayed, resumePast } from './past';
import { playPurchases, type Play } from './playPurchases';

jest.setTimeout(110_000);

const now = '2026-11-21T09:00:00Z';
const options: SimulationOptions = {
  seed: 'netcrab',
  sessions: 1000,
  days: 90,
  sellersPerVertical: 5,
  today: Date.parse(now),
};
const simulation = createSimulation(options);
const sellers = simulation.sellers.map(({ orgId }) => orgId);

const price = { standard: '499.00', pro: '1500.00', enterprise: 'contact' };
const pack = (packId: string) => ({
  packId,
  definition: {
    metadata: { title: packId },
    spec: { public: true, license: { name: 'L', text: 'T', do: [], dont: [] }, pricing: price },
  },
  latest: { rows: 1_000 },
});
const packs = {
  list: () => [],
  get: pack,
  contributions: async (_month: string, packId: string) =>
    sellers.map((orgId, index) => ({ packId, orgId, sessions: 100 + index })),
};

let play: Play;
const harness = createBackendPlugin({
  id: 'demo',
  migrations,
  needs: {
    app: core.app,
    clock: core.clock,
    database: core.database,
    host: core.host,
    scheduler: core.scheduler,
    identity: identityRef,
    past: billingTestClockRef,
  },
  async start({ past: { testClock: past }, app, database, clock, ...services }) {
    const store = new DatabaseProgressStore(database, clock);
    await resumePast(store, past);
    // Known once it listens.
    play = {
      ...services,
      store,
      testClock: past,
      get baseUrl() {
        return app.localUrl;
      },
    };
  },
});

async function startPortal(): Promise<TestPortal> {
  const portal = await startTestPortal({
    plugins: [identityPlugin, billingPlugin, harness],
    clock: testClock(now),
    provide: [[packsRef, packs]],
  });
  const identity = portal.service(identityRef);
  for (const id of sellers) await identity.ensureOrg({ id, name: id, kind: 'seller' });
  await createPeople(identity);
  return portal;
}

const admin = { as: { orgId: 'demo-platform', userId: 'ada', roles: ['platform_admin' as const] } };
const seller = (orgId: string) => ({ as: { orgId, userId: 'sam', roles: ['seller_admin' as const] } });

/** What came of it, without ids that are random. */
async function books(portal: TestPortal) {
  const { payments } = await portal.client(paymentEndpoints, admin).listPayments({ query: {} });
  const { payouts } = await portal.client(payoutsEndpoints, admin).listPayouts({ query: { state: 'paid' } });
  const { months } = await portal.client(revenueEndpoints, admin).listRevenueMonths({ query: { months: 4 } });
  const ledger = portal.client(ledgerEndpoints, admin);
  return {
    payments: payments.map(one => [
      one.orgId,
      one.paidAt,
      one.gross.amount,
      one.refunded.amount,
      one.disputed.amount,
    ]),
    payouts: payouts.map(({ orgId, month, amount }) => [orgId, month, amount]).sort(),
    months,
    trialBalance: await ledger.trialBalance({ query: {} }),
    postings: await portal.core.database.knex('ledger_postings').count({ n: '*' }),
  };
}

describe('the months behind the demo', () => {
  let portal: TestPortal;
  let expected: Awaited<ReturnType<typeof books>>;
  beforeAll(async () => {
    portal = await startPortal();
    await playPurchases(play, options, simulation);
    expected = await books(portal);
  });
  afterAll(() => portal.stop());

  it('have purchases, renewals, an upgrade, a refund in part and a dispute', async () => {
    const of = (customer: keyof typeof customers) =>
      expected.payments.filter(([orgId]) => orgId === customers[customer].id);
    expect(of('meridian')).toHaveLength(3);
    expect(of('halcyon').map(([, , amount]) => amount)).toContain('1500.00');
    expect(of('osprey')).toHaveLength(1);
    expect(of('larkfield').at(-1)?.[3]).toBe('150.00');
    expect(of('brightwater')[0]?.[4]).toBe('499.00');
  });

  it('are closed and paid to whom can be paid, and add up', async () => {
    expect(expected.months.map(({ state }) => state)).toEqual(['open', 'closed', 'closed', 'closed']);
    const enabled = Object.keys(onboarded).filter(
      id => onboarded[id as keyof typeof onboarded] === 'enabled',
    );
    expect([...new Set(expected.payouts.map(([orgId]) => orgId))]).toEqual(enabled.sort());
    expect(new Set(expected.payouts.map(([, month]) => month)).size).toBe(3);
    expect(expected.trialBalance.sums.map(({ amount }) => amount)).toEqual(['0.00']);
    const found = await portal
      .client(reconciliationEndpoints, admin)
      .reconciliation({ query: { from: Date.parse('2026-08-22'), to: options.today } });
    expect(found.differences).toEqual([]);
    expect(found.checks.every(({ ok }) => ok)).toBe(true);
  });

  it('leave accounts in every state', async () => {
    const stateOf = async (orgId: string) =>
      (await portal.client(connectEndpoints, seller(orgId)).payoutAccount()).state;
    expect(await stateOf('demo-crm-04')).toBe('in_review');
    expect(await stateOf('demo-erp-03')).toBe('restricted');
    expect(await stateOf(stillToConnect)).toBe('not_started');
  });

  it('are not played twice, and billing is back in the present', async () => {
    await playPurchases(play, options, simulation);
    expect(await books(portal)).toEqual(expected);
    expect(await purchasesPlayed(play.store)).toBe(true);
    const own = await portal.client(payoutsEndpoints, seller('demo-crm-01')).ownPayouts();
    expect(own.nextPayoutAt).toBe(Date.parse('2026-12-05T06:00:00Z'));
    const members = await portal.service(identityRef).members(asId<OrgId>(stillToConnect));
    expect(members).toMatchObject([{ email: 'cast@demo.example' }]);
  });

  it('go on where a start was broken off, wherever that was, to the same books', async () => {
    const other = await startPortal();
    for (const stopAt of [3, 11, 14, 22, 24]) {
      let shown = 0;
      const broken = new Error('Broken off');
      const host = {
        ...play.host,
        progress: () => {
          if (++shown > stopAt) throw broken;
        },
      };
      await expect(playPurchases({ ...play, host }, options, simulation)).rejects.toBe(broken);
      await other.restart();
    }
    await playPurchases(play, options, simulation);
    expect(await books(other)).toEqual(expected);
    await other.stop();
  });
});
