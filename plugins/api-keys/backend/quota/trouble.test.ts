import { QuotaExceededError, UnavailableError, type DatabaseService } from '@netcrab/plugin-api/backend';
import { testDatabases } from '@netcrab/backend/testing';
import type { RowReservation } from '../../contract';
import { startQuotas, type TestQuotas } from '../testing/quotaInstances';

describe.each(testDatabases)('row quotas in trouble on %s', kind => {
  let test: TestQuotas;
  let clock: TestQuotas['clock'];
  let counter: TestQuotas['counter'];
  let dailyRows: TestQuotas['dailyRows'];
  let database: TestQuotas['database'];
  let instance: TestQuotas['instance'];
  let quotaOf: TestQuotas['quotaOf'];
  beforeAll(async () => {
    test = await startQuotas(kind);
    ({ clock, counter, dailyRows, database, instance, quotaOf } = test);
  });
  afterAll(() => test.stop());
  beforeEach(() => test.clock.set('2026-11-10T12:00:00Z'));

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

  it('hands nothing out while the database keeps what was delivered waiting', async () => {
    const request = quotaOf(100_000);
    let goOn = () => {};
    let standing = Promise.resolve();
    const slow: DatabaseService = {
      ...database,
      knex: database.knex,
      transaction: async work => {
        await standing;
        return database.transaction(work);
      },
    };
    const quotas = instance({ database: slow });
    (await quotas.reserve(request, 10)).settle(10);
    standing = new Promise(resolve => void (goOn = resolve));
    const flushed = quotas.flush();
    clock.advance(749);
    (quotas.reserve(request, 10) as RowReservation).settle(10);
    clock.advance(1);
    let given = false;
    const waiting = Promise.resolve(quotas.reserve(request, 10)).then(reservation => {
      given = true;
      return reservation;
    });
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(given).toBe(false);
    goOn();
    await flushed;
    (await waiting).settle(10);
    await quotas.stop();
    expect(await counter(request)).toBe(30);
  });
});
