import { QuotaExceededError } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import fc from 'fast-check';
import type { RowReservation } from '../../contract';
import { startQuotas, type TestQuotas } from '../testing/quotaInstances';
import { DatabaseLeaseStore } from './leaseStore';
import type { Quotas } from './quotas';

describe.each(testDatabases)('row quotas of several instances on %s', kind => {
  let test: TestQuotas;
  let clock: TestQuotas['clock'];
  let counter: TestQuotas['counter'];
  let dailyRows: TestQuotas['dailyRows'];
  let database: TestQuotas['database'];
  let instance: TestQuotas['instance'];
  let leased: TestQuotas['leased'];
  let quotaOf: TestQuotas['quotaOf'];
  beforeAll(async () => {
    test = await startQuotas(kind);
    ({ clock, counter, dailyRows, database, instance, leased, quotaOf } = test);
  });
  afterAll(() => test.stop());
  beforeEach(() => test.clock.set('2026-11-10T12:00:00Z'));

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
              { orgId: request.orgId, packId: request.packId, month: '2026-11' },
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
