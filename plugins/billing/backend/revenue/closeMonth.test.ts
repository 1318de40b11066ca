import { testDatabases } from '@netcrab/backend/testing';
import * as fc from 'fast-check';
import { closeMonth } from './closeMonth';
import { closedPacks, findFrozenPack, frozenContributions, monthClosedAt } from './closedMonths';
import { countsHash } from './countsHash';
import { startMoneyPortal, type MoneyPortal } from './testing/moneyPortal';

const actor = { kind: 'system', id: 'billing' } as const;

describe.each(testDatabases)('the month close on %s', kind => {
  let money: MoneyPortal;
  const close = (month: string) => closeMonth(money.closing, month, actor);
  beforeEach(async () => {
    money = await startMoneyPortal(kind);
  });
  afterEach(() => money.stop());

  it('turns what was received into fee and shares, once', async () => {
    money.packs.set('2026-11', 'a', { acme: 3, globex: 1 });
    await money.money([
      ['a', '2026-11', 10_001n],
      ['a', '2026-12', 5_000n],
      ['b', '2026-11', 999n],
    ]);
    await expect(close('2026-11')).rejects.toThrow('2026-11 is not over');
    money.clock.set('2026-12-05T06:00:00Z');
    expect(await close('2026-11')).toEqual(['2026-11']);
    const closed = {
      stripe_clearing: 16_000n,
      deferred_revenue: -5_000n,
      platform_fee: -3_299n, // 3,000 and 299, each rounded down
      'seller_payable acme': -5_251n, // of 7,001
      'seller_payable globex': -1_750n,
      unallocated: -700n, // nobody contributed to b
    };
    expect(await money.balances()).toEqual(closed);
    expect(await close('2026-11')).toEqual([]);
    expect(await money.balances()).toEqual(closed);
    const audit = await money.audit.search({ action: 'revenue.pack-closed' });
    expect(audit.map(entry => entry.after)).toMatchObject([
      { month: '2026-11', gross: '999', unallocated: '700' },
      { month: '2026-11', gross: '10001', pool: '7001', sellers: 2 },
    ]);
  });

  it('counts money for a month before the first close in the open month', async () => {
    money.packs.set('2026-09', 'a', { acme: 1 });
    money.clock.set('2026-12-05T06:00:00Z');
    expect(await close('2026-11')).toEqual(['2026-11']);
    await money.money([['a', '2026-09', 10_000n]]);
    const until = Date.parse('2026-12-01');
    expect((await money.ledger.trialBalance(money.database.knex, until)).accounts).toEqual([]);
    money.clock.set('2027-01-05T06:00:00Z');
    expect(await close('2026-12')).toEqual(['2026-09', '2026-12']);
    expect((await money.ledger.trialBalance(money.database.knex, until)).accounts).toEqual([]);
    expect(await money.balances()).toMatchObject({ 'seller_payable acme': -7_000n });
  });

  it('refuses whatever would count within a closed month', async () => {
    money.clock.set('2026-12-05T06:00:00Z');
    await close('2026-11');
    const line = { account: 'manual', currency: 'usd' } as const;
    const post = (key: string, effectiveAt: number) =>
      money.database.transaction(trx =>
        money.ledger.post(trx, {
          key,
          kind: 'test',
          effectiveAt,
          description: '',
          reference: {},
          entries: [
            { ...line, amount: 1n },
            { ...line, amount: -1n },
          ],
        }),
      );
    await expect(post('late', Date.parse('2026-12-01') - 1)).rejects.toMatchObject({
      name: 'ClosedMonthError',
      openFrom: '2026-12',
    });
    expect(await money.database.knex('ledger_postings').select()).toEqual([]);
    expect(await post('in-time', Date.parse('2026-12-01'))).toBe('posted');
  });

  it('freezes the counts with their hash; later counts change nothing', async () => {
    money.packs.set('2026-11', 'a', { acme: 3, globex: 1 });
    money.packs.set('2026-11', 'b', { acme: 9 });
    await money.money([['a', '2026-11', 10_000n]]);
    money.clock.set('2026-12-05T06:00:00Z');
    await close('2026-11');
    money.packs.set('2026-11', 'a', { globex: 1 });
    money.packs.set('2026-11', 'b', { globex: 1 });
    // Late money of the closed pack, and of one that had none.
    await money.money([
      ['a', '2026-11', 1_000n],
      ['b', '2026-11', 1_000n],
    ]);
    money.clock.set('2027-01-05T06:00:00Z');
    expect(await close('2026-12')).toEqual(['2026-11', '2026-12']);
    expect(await money.balances()).toMatchObject({
      'seller_payable acme': -(5_250n + 525n + 700n),
      'seller_payable globex': -(1_750n + 175n),
    });
    const contributions = await frozenContributions(money.database.knex, '2026-11', 'a');
    const frozen = await findFrozenPack(money.database.knex, '2026-11', 'a');
    expect(frozen?.hash).toBe(countsHash('a', '2026-11', 3_000, contributions.toReversed()));
    const [, late] = await closedPacks(money.database.knex, { month: '2026-11' });
    const { entries } = await money.ledger.entries(
      money.database.knex,
      { account: 'seller_payable', packId: late!.packId },
      { limit: 10, offset: 0 },
    );
    // In January's statement: November's was written.
    expect(entries.map(entry => new Date(entry.effectiveAt).toISOString())).toEqual([
      '2027-01-05T06:00:00.000Z',
    ]);
  });

  it('closes earlier months first, those without money too', async () => {
    await money.money([['a', '2026-11', 100n]]);
    money.clock.set('2026-12-05T06:00:00Z');
    await close('2026-11');
    money.clock.set('2027-03-05T06:00:00Z');
    expect(await close('2027-02')).toEqual(['2026-12', '2027-01', '2027-02']);
    expect(await monthClosedAt(money.database.knex, '2027-01')).toBe(money.clock.now());
  });

  it('uses the rates of the month: the seller’s own, the kind’s, the default', async () => {
    const rate = { reason: 'Contract', createdBy: 'ann', createdAt: 1 };
    await money.database.transaction(async trx => {
      const { insert } = money.closing.rates;
      await insert(trx, { ...rate, id: '1', scope: 'kind', subject: 'ux_benchmarks', rate: 2_000, effectiveMonth: '2026-11' });
      await insert(trx, { ...rate, id: '2', scope: 'seller', subject: 'acme', rate: 1_000, effectiveMonth: '2026-12' });
    }); // prettier-ignore
    for (const month of ['2026-10', '2026-11', '2026-12']) {
      money.packs.set(month, 'a', { acme: 1, globex: 1 });
      await money.money([['a', month, 10_000n]]);
    }
    money.clock.set('2027-01-05T06:00:00Z');
    await close('2026-12');
    const shares = await money.ledger.balances(money.database.knex, { account: 'seller_payable' });
    expect(shares.map(({ month, orgId, balance }) => [month, orgId, -balance])).toEqual([
      ['2026-10', 'acme', 3_500n],
      ['2026-11', 'acme', 4_000n],
      ['2026-12', 'acme', 4_500n],
      ['2026-10', 'globex', 3_500n],
      ['2026-11', 'globex', 4_000n],
      ['2026-12', 'globex', 4_000n],
    ]);
  });

  it('closes a pack of thousands of sellers', async () => {
    const orgs = Array.from({ length: 5_000 }, (_, at) => [`org-${at}`, 1 + (at % 7)]);
    money.packs.set('2026-11', 'a', Object.fromEntries(orgs));
    await money.money([['a', '2026-11', 100_000_000n]]);
    money.clock.set('2026-12-05T06:00:00Z');
    await close('2026-11');
    const shares = await money.ledger.balances(money.database.knex, { account: 'seller_payable' });
    expect(shares).toHaveLength(5_000);
    expect(shares.reduce((sum, { balance }) => sum + balance, 0n)).toBe(-70_000_000n);
  });

  it('comes back to nothing when everything is refunded, in whatever parts and months', async () => {
    const cell = fc.tuple(
      fc.constantFrom('a', 'b'),
      fc.constantFrom('2026-10', '2026-11'),
      fc.bigInt(1n, 90_000n),
    );
    const history = fc.array(fc.tuple(cell, fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 3 })), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 0, max: 2 }), async (payments, closed) => {
        await money.stop();
        money = await startMoneyPortal(kind);
        money.packs.set('2026-10', 'a', { acme: 7, globex: 2, initech: 2 });
        money.packs.set('2026-11', 'b', { acme: 1 });
        const left = payments.map(([[, , amount]]) => amount);
        const giveBack = async (at: number, amount: bigint) => {
          const [[packId, month]] = payments[at]!;
          if (amount === 0n) return;
          left[at]! -= amount;
          await money.money([[packId, month, -amount]], { kind: 'refund' });
        };
        for (const [[packId, month, amount]] of payments) await money.money([[packId, month, amount]]);
        for (const [at, [[, , amount], parts]] of payments.entries())
          for (const part of parts.slice(0, 1)) await giveBack(at, (amount * BigInt(part)) / 100n);
        money.clock.set('2026-12-06T00:00:00Z');
        if (closed > 0) await close(closed === 1 ? '2026-10' : '2026-11');
        for (const [at, [, parts]] of payments.entries())
          for (const part of parts.slice(1)) await giveBack(at, (left[at]! * BigInt(part)) / 100n);
        for (const at of payments.keys()) await giveBack(at, left[at]!);
        expect(await money.balances()).toEqual({});
      }),
      { numRuns: kind === 'pg' ? 5 : 15 },
    );
  });
});
