import {
  QuotaExceededError,
  UnavailableError,
  type DatabaseService,
  type OrgId,
  type PackId,
} from '@netcrab/plugin-api/backend';
import { testClock, testIds, type TestClock } from '@netcrab/plugin-api/testing';
import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import fc from 'fast-check';
import type { QuotaRequest, RowReservation } from '../../contract';
import apiKeys from '../plugin';
import { DatabaseLeaseStore } from './leaseStore';
import { createQuotas, type Quotas } from './quotas';
import { DatabaseUsageStore } from './usageStore';

const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const org = 'org-1' as OrgId;
let packs = 0;
/** A quota of its own for each test, in one database. */
const quotaOf = (rowsPerMonth: number): QuotaRequest => ({
  orgId: org,
  packId: `pack-${packs++}` as PackId,
  keyId: 'key-1',
  rowsPerMonth,
});

describe.each(testDatabases)('row quotas on %s', kind => {
  let portal: TestPortal;
  let database: DatabaseService;
  let clock: TestClock;
  let made = 0;

  /** An instance of its own: what another process on the same database would be. */
  function instance(options: { wait?: () => Promise<void>; database?: DatabaseService } = {}): Quotas {
    const db = options.database ?? database;
    return createQuotas({
      leases: new DatabaseLeaseStore(db),
      usage: new DatabaseUsageStore(db),
      clock,
      ids: testIds(`quotas-${made++}`),
      log: silent,
      wait: options.wait ?? (async () => undefined),
    });
  }

  const counter = async ({ packId }: QuotaRequest, month = '2026-11') => {
    const row = await database
      .knex('buyer_usage_counters')
      .where({ org_id: org, pack_id: packId, month })
      .first();
    return row?.used ?? 0;
  };
  const total = async (table: string, { packId }: QuotaRequest) => {
    const row = await database.knex(table).where({ pack_id: packId }).sum({ rows: 'rows' }).first();
    return Number(row?.rows ?? 0);
  };
  const dailyRows = (request: QuotaRequest) => total('buyer_usage_daily', request);
  const leased = (request: QuotaRequest) => total('buyer_quota_leases', request);

  beforeAll(async () => {
    clock = testClock();
    portal = await startTestPortal({
      database: kind,
      plugins: [apiKeys],
      clock,
      provide: [
        [subscriptionsRef, { forPack: () => null, list: async () => [], grant: async () => undefined }],
      ],
    });
    database = portal.core.database;
  });
  afterAll(() => portal.stop());
  beforeEach(() => clock.set('2026-11-10T12:00:00Z'));

  it('charges the rows delivered, and only those', async () => {
    const quotas = instance();
    const request = quotaOf(1_000);
    (await quotas.reserve(request, 100)).settle(60);
    (await quotas.reserve(request, 100)).release();
    const running = await quotas.reserve(request, 25);
    expect(await quotas.state(request)).toEqual({
      used: 60,
      reserved: 25,
      limit: 1_000,
      resetsAt: Date.parse('2026-12-01'),
    });
    running.settle(0);
    await quotas.stop();
    expect(await counter(request)).toBe(60);
    expect(await dailyRows(request)).toBe(60);
    expect(await leased(request)).toBe(0);
    expect((await quotas.daily(org, request.packId, 2))[1]).toEqual({
      date: '2026-11-10',
      rows: 60,
      requests: 2,
    });
  });

  it('answers without a promise once it holds a lease with room', async () => {
    const quotas = instance();
    const request = quotaOf(100_000);
    (await quotas.reserve(request, 10)).settle(10);
    const next = quotas.reserve(request, 10);
    expect(next).not.toBeInstanceOf(Promise);
    await (next as RowReservation).settle(10);
    await quotas.stop();
  });

  it('counts a reservation once, however often it is ended', async () => {
    const quotas = instance();
    const request = quotaOf(100);
    const reservation = await quotas.reserve(request, 10);
    expect(() => reservation.settle(11)).toThrow(RangeError);
    expect(() => reservation.settle(-1)).toThrow(RangeError);
    reservation.settle(4);
    reservation.settle(10);
    reservation.release();
    expect((await quotas.state(request)).used).toBe(4);
    expect(() => quotas.reserve(request, 1.5)).toThrow(RangeError);
    await quotas.stop();
  });

  it('refuses a request that is partly over, telling what is left and when it resets', async () => {
    const quotas = instance();
    const request = quotaOf(100);
    (await quotas.reserve(request, 90)).settle(90);
    const error = await Promise.resolve(quotas.reserve(request, 11)).catch(e => e);
    expect(error).toBeInstanceOf(QuotaExceededError);
    expect(error.options.details).toEqual({
      used: 90,
      reserved: 0,
      limit: 100,
      requested: 11,
      resetsAt: '2026-12-01T00:00:00.000Z',
    });
    expect(Number(error.options.headers['retry-after'])).toBe(
      (Date.parse('2026-12-01') - clock.now()) / 1000,
    );
    (await quotas.reserve(request, 10)).settle(10);
    (await quotas.reserve(request, 0)).settle(0);
    expect((await quotas.state(request)).used).toBe(100);
    await quotas.stop();
  });

  it('takes rows back that another instance holds idle, before it refuses', async () => {
    const request = quotaOf(100);
    const a = instance();
    const b = instance({ wait: () => a.flush() });
    (await a.reserve(request, 40)).release(); // a keeps 40 rows or more, unused
    expect(await leased(request)).toBeGreaterThanOrEqual(40);
    const all = await b.reserve(request, 100);
    all.settle(100);
    await expect(a.reserve(request, 1)).rejects.toThrow(QuotaExceededError);
    await Promise.all([a.stop(), b.stop()]);
    expect(await counter(request)).toBe(100);
  });

  it('refuses when the rows are really in use elsewhere', async () => {
    const request = quotaOf(100);
    const a = instance();
    const b = instance({ wait: () => a.flush() });
    const running = await a.reserve(request, 60);
    const error = await Promise.resolve(b.reserve(request, 50)).catch(e => e);
    expect(error.options.details).toMatchObject({ used: 0, reserved: 60, limit: 100 });
    running.release();
    (await b.reserve(request, 50)).settle(50);
    await Promise.all([a.stop(), b.stop()]);
  });

  it('forgets a crashed instance: its lease ends, what it had settled stays', async () => {
    const request = quotaOf(100);
    const crashed = instance();
    (await crashed.reserve(request, 20)).settle(20);
    await crashed.flush();
    await crashed.reserve(request, 80);
    const other = instance();
    await expect(other.reserve(request, 80)).rejects.toThrow(QuotaExceededError);
    clock.advance(30_000);
    (await other.reserve(request, 80)).settle(80);
    await other.stop();
    expect(await counter(request)).toBe(100);
  });

  it('charges nothing to a lease that ran out while its instance stood still, and starts afresh', async () => {
    const request = quotaOf(100);
    const stalled = instance();
    const reservation = await stalled.reserve(request, 50);
    clock.advance(60_000);
    const other = instance();
    (await other.reserve(request, 100)).settle(100);
    await other.flush();
    reservation.settle(50);
    await stalled.flush();
    expect(await counter(request)).toBe(100);
    await expect(stalled.reserve(request, 1)).rejects.toThrow(QuotaExceededError);
    await Promise.all([stalled.stop(), other.stop()]);
    expect(await counter(request)).toBe(100);
  });

  it('keeps the lease of a request that runs for long', async () => {
    const request = quotaOf(100);
    const quotas = instance();
    const download = await quotas.reserve(request, 100);
    for (let i = 0; i < 10; i++) {
      clock.advance(12_000);
      await quotas.flush();
    }
    await expect(instance().reserve(request, 1)).rejects.toThrow(QuotaExceededError);
    download.settle(100);
    await quotas.stop();
    expect(await counter(request)).toBe(100);
  });

  it('gives an idle lease back', async () => {
    const request = quotaOf(100_000);
    const quotas = instance();
    (await quotas.reserve(request, 1)).settle(1);
    await quotas.flush();
    expect(await leased(request)).toBeGreaterThan(0);
    clock.advance(11_000);
    await quotas.flush();
    expect(await leased(request)).toBe(0);
  });

  it('starts each month with the whole quota, and charges a request to the month it began in', async () => {
    const quotas = instance();
    const request = quotaOf(100);
    clock.set('2026-11-30T23:59:59.500Z');
    const late = await quotas.reserve(request, 100);
    clock.set('2026-12-01T00:00:00Z');
    (await quotas.reserve(request, 70)).settle(70);
    late.settle(90);
    await quotas.stop();
    expect(await counter(request, '2026-11')).toBe(90);
    expect(await counter(request, '2026-12')).toBe(70);
  });

  it('follows a change of tier', async () => {
    const quotas = instance();
    const request = quotaOf(1_000);
    (await quotas.reserve(request, 100)).settle(100);
    await expect(quotas.reserve({ ...request, rowsPerMonth: 150 }, 51)).rejects.toThrow(QuotaExceededError);
    (await quotas.reserve({ ...request, rowsPerMonth: 150 }, 50)).settle(50);
    (await quotas.reserve({ ...request, rowsPerMonth: 10_000 }, 5_000)).settle(5_000);
    await quotas.stop();
    expect(await counter(request)).toBe(5_150);
    expect(await leased(request)).toBe(0);
  });

  it('writes a settlement once, though the answer to the commit was lost', async () => {
    const request = quotaOf(1_000);
    let lose = false;
    const flaky: DatabaseService = {
      ...database,
      knex: database.knex,
      transaction: async work => {
        const result = await database.transaction(work);
        if (lose) throw new Error('connection closed after commit');
        return result;
      },
    };
    const quotas = instance({ database: flaky });
    (await quotas.reserve(request, 10)).settle(10);
    lose = true;
    await quotas.flush();
    await expect(quotas.reserve(request, 5)).rejects.toThrow(UnavailableError);
    lose = false;
    (await quotas.reserve(request, 5)).settle(5);
    await quotas.stop();
    expect(await counter(request)).toBe(15);
    expect(await dailyRows(request)).toBe(15);
  });

  it('leases ahead of need, so that a busy org seldom waits', async () => {
    const quotas = instance();
    const request = quotaOf(1_000_000);
    let waited = 0;
    for (let i = 0; i < 3_000; i++) {
      const answer = quotas.reserve(request, 100);
      if (answer instanceof Promise) waited++;
      (await answer).settle(100);
      if (i % 100 === 0) await new Promise(setImmediate);
    }
    expect((await quotas.state(request)).used).toBe(300_000);
    expect(waited).toBeLessThan(60);
    await quotas.stop();
  });

  const step = fc.record({
    instance: fc.integer({ min: 0, max: 2 }),
    rows: fc.integer({ min: 0, max: 40 }),
    delivered: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('settle', 'settle', 'release', 'keep', 'flush', 'crash', 'pause'),
  });

  it('never exceeds the quota nor charges what was not delivered, whatever several instances do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(step, { maxLength: 40 }),
        async (limit, steps) => {
          const request = quotaOf(limit);
          const instances = [instance(), instance(), instance()];
          const open: Array<Array<{ reservation: RowReservation; rows: number }>> = [[], [], []];
          let delivered = 0;
          let forgivable = 0;
          const unsettled = [0, 0, 0];
          for (const { instance: at, rows, delivered: share, kind: what } of steps) {
            const quotas = instances[at] as Quotas;
            if (what === 'flush') {
              await quotas.flush();
              unsettled[at] = 0;
            } else if (what === 'pause') {
              clock.advance(4_000);
            } else if (what === 'crash') {
              forgivable += unsettled[at] ?? 0;
              unsettled[at] = 0;
              open[at] = [];
              instances[at] = instance();
            } else {
              const reservation = await Promise.resolve(quotas.reserve(request, rows)).catch(error => {
                if (error instanceof QuotaExceededError) return null;
                throw error;
              });
              if (!reservation) continue;
              if (what === 'settle') {
                const count = Math.floor(rows * share);
                reservation.settle(count);
                delivered += count;
                unsettled[at] = (unsettled[at] ?? 0) + count;
              } else if (what === 'release') reservation.release();
              else open[at]?.push({ reservation, rows });
            }
            const { used, leased: held } = await new DatabaseLeaseStore(database).read(
              { orgId: org, packId: request.packId, month: '2026-11' },
              clock.now(),
            );
            expect(used + held).toBeLessThanOrEqual(limit);
          }
          for (const reservations of open) {
            for (const { reservation, rows } of reservations) {
              reservation.settle(rows);
              delivered += rows;
            }
          }
          await Promise.all(instances.map(quotas => quotas.stop()));
          const charged = await counter(request);
          expect(charged).toBeLessThanOrEqual(Math.min(limit, delivered));
          expect(await dailyRows(request)).toBe(charged);
          // Nothing is forgiven but what a crash or a lost lease left unsettled.
          if (!steps.some(one => one.kind === 'pause'))
            expect(charged).toBeGreaterThanOrEqual(delivered - forgivable);
        },
      ),
      { numRuns: kind === 'sqlite' ? 60 : 25 },
    );
  });

  it('never exceeds the quota when instances ask at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 30 })), {
          minLength: 5,
          maxLength: 40,
        }),
        async (limit, asks) => {
          const request = quotaOf(limit);
          const instances: Quotas[] = [];
          const flushAll = async () => void (await Promise.all(instances.map(one => one.flush())));
          instances.push(
            instance({ wait: flushAll }),
            instance({ wait: flushAll }),
            instance({ wait: flushAll }),
          );
          let delivered = 0;
          const answers = await Promise.all(
            asks.map(async ([at, rows]) => {
              try {
                (await (instances[at] as Quotas).reserve(request, rows)).settle(rows);
                delivered += rows;
                return true;
              } catch (error) {
                if (!(error instanceof QuotaExceededError)) throw error;
                return false;
              }
            }),
          );
          await Promise.all(instances.map(quotas => quotas.stop()));
          expect(delivered).toBeLessThanOrEqual(limit);
          expect(await counter(request)).toBe(delivered);
          expect(await leased(request)).toBe(0);
          const asked = asks.reduce((sum, [, rows]) => sum + rows, 0);
          if (asked <= limit) expect(answers).not.toContain(false);
        },
      ),
      { numRuns: kind === 'sqlite' ? 30 : 15 },
    );
  });
});
