import { asId, core, createBackendPlugin, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { testClock, testIds } from '@netcrab/plugin-api/testing';
import apiKeys from '@netcrab/plugin-api-keys/backend';
import { endpoints, quotaRef, type QuotaRequest } from '@netcrab/plugin-api-keys/contract';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import { startTestPortal, testDatabase, testDatabases, type TestDatabase, type TestPortal } from '../testing';

const clock = testClock('2026-11-02T12:30:00Z');
const orgId = asId<OrgId>('acme');
const admin = { orgId, roles: ['buyer_admin'] } as const;
const subscriptions = {
  forPack: () => null,
  list: async () => [
    { id: 's', orgId, tier: 'pro', packIds: null, status: 'active', startsAt: 0, endsAt: null },
  ],
  grant: async () => undefined,
};

/** Counts the runs of a job over all instances, and holds them until they are let go. */
const runs: string[] = [];
let letGo: () => void = () => undefined;
let held: Promise<void> = Promise.resolve();
const jobs = (instance: string) =>
  createBackendPlugin({
    id: 'jobs',
    needs: { scheduler: core.scheduler },
    start({ scheduler }) {
      scheduler.schedule({
        id: 'count',
        title: 'Count',
        cron: '0 13 2 11 *',
        run: async () => {
          runs.push(instance);
          await held;
        },
      });
    },
  });

const onPostgres = testDatabases.includes('pg');
if (!onPostgres) {
  process.stdout.write('Two portals on one database: skipped, since TEST_POSTGRES_URL names no Postgres.\n');
}

(onPostgres ? describe : describe.skip)('two portals on one Postgres', () => {
  let database: TestDatabase;
  let portals: TestPortal[];
  const start = (instance: string) =>
    startTestPortal({
      database,
      clock,
      ids: testIds(instance),
      plugins: [apiKeys, jobs(instance)],
      config: { 'api-keys': { bcryptCost: 4 } },
      // The instances of one portal share their root key.
      host: { secrets: { key: 'the root key of both instances, for tests' }, scheduler: { enabled: true } },
      provide: [[subscriptionsRef, subscriptions]],
    });
  const both = <T>(work: (portal: TestPortal) => Promise<T>) => Promise.all(portals.map(work));
  const on = (index: 0 | 1) => portals[index] as TestPortal;

  beforeAll(async () => {
    database = await testDatabase('pg');
    // At once, so that they meet in the migrations too.
    portals = await Promise.all(['one', 'two'].map(start));
  });
  afterAll(async () => {
    await both(portal => portal.stop());
    await database.drop();
  });
  beforeEach(() => {
    runs.length = 0;
    held = new Promise(resolve => (letGo = resolve));
  });

  it('refuses on one, at the very next request, a key revoked on the other', async () => {
    const keys = on(0).client(endpoints, { as: admin });
    for (let turn = 0; turn < 5; turn++) {
      const { key, secret } = await keys.createKey({ body: { label: `Turn ${turn}` } });
      const use = async (portal: TestPortal) =>
        (await portal.fetch('/v1/marketplace/usage', { headers: { authorization: `Bearer ${secret}` } }))
          .status;
      // Twice, so that both remember it.
      expect(await both(use)).toEqual([200, 200]);
      expect(await both(use)).toEqual([200, 200]);
      await keys.revokeKey({ params: { id: key.id } });
      expect(await use(on(1))).toBe(401);
      expect(await use(on(0))).toBe(401);
    }
  });

  it('delivers the quota to the last row and never one more, whoever asks', async () => {
    const request: QuotaRequest = { orgId, packId: asId<PackId>('crm'), keyId: 'k', rowsPerMonth: 2_000 };
    const rows = 7;
    let delivered = 0;
    const spend = async (portal: TestPortal) => {
      const quotas = portal.service(quotaRef);
      for (let turn = 0, refused = 0; refused < 3; turn++) {
        const reserved = await Promise.resolve(quotas.reserve(request, rows)).catch(() => null);
        if (!reserved) refused++;
        // Now and then a query fails, and its rows go back.
        else if (turn % 5 === 4) reserved.release();
        else {
          reserved.settle(rows);
          delivered += rows;
        }
      }
    };
    await both(spend);
    const states = await both(portal => portal.service(quotaRef).state(request));
    expect(delivered).toBeLessThanOrEqual(request.rowsPerMonth);
    expect(delivered).toBeGreaterThan(request.rowsPerMonth - rows);
    expect(states.map(state => state.used)).toEqual([delivered, delivered]);
  });

  it('runs a job once, by time and on demand', async () => {
    const runNow = await both(portal => portal.core.scheduler.runNow('jobs.count'));
    letGo();
    const [settled] = await both(portal => portal.core.scheduler.settled(runNow[0] as string));
    expect([new Set(runNow).size, runs.length, settled?.status]).toEqual([1, 1, 'succeeded']);

    runs.length = 0;
    clock.set('2026-11-02T13:30:00Z');
    await both(portal => portal.restart());
    const all = await on(0).core.scheduler.runs('jobs.count');
    expect(all.map(run => run.trigger).sort()).toEqual(['manual', 'schedule']);
    expect(runs).toHaveLength(1);
  });
});
