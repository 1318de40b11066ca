import { QuotaExceededError } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import type { RowReservation } from '../../contract';
import { startQuotas, type TestQuotas } from '../testing/quotaInstances';

describe.each(testDatabases)('row quotas on %s', kind => {
  let test: TestQuotas;
  let clock: TestQuotas['clock'];
  let counter: TestQuotas['counter'];
  let dailyRows: TestQuotas['dailyRows'];
  let instance: TestQuotas['instance'];
  let leased: TestQuotas['leased'];
  let quotaOf: TestQuotas['quotaOf'];
  beforeAll(async () => {
    test = await startQuotas(kind);
    ({ clock, counter, dailyRows, instance, leased, quotaOf } = test);
  });
  afterAll(() => test.stop());
  beforeEach(() => test.clock.set('2026-11-10T12:00:00Z'));

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
    expect((await quotas.daily(request.orgId, request.packId, 2))[1]).toEqual({
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
});
