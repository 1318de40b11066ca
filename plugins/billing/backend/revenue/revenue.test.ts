import * as fc from 'fast-check';
import { adjustmentEntries, type ClosedTerms } from './adjust';
import { allocatePayment, returnedLines, type ServiceLine } from './allocate';
import { apportion } from './apportion';
import { addMonths, monthEnd, monthOf, monthStart, serviceMonths } from './months';
import { shareRevenue, type OrgContribution } from './share';

const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);
const near = (part: bigint, total: bigint, weight: bigint, weights: bigint) => {
  const off = part * weights - total * weight;
  return off < weights && off > -weights;
};
const at = (date: string) => Date.parse(`${date}Z`);

const amount = fc.bigInt({ min: 0n, max: 10_000_000n });
const contributions = (rate: fc.Arbitrary<number>) =>
  fc.uniqueArray(
    fc.record({
      orgId: fc.stringMatching(/^[a-z]{1,3}$/),
      sessions: fc.bigInt({ min: 0n, max: 5_000n }),
      rate,
    }),
    { selector: org => org.orgId, maxLength: 12 },
  );
const oneRate = fc
  .integer({ min: 0, max: 10_000 })
  .chain(rate => fc.tuple(fc.constant(rate), contributions(fc.constant(rate))));
const ownRates = contributions(fc.constantFrom(0, 1_000, 2_500, 3_000, 10_000));

describe('the split of a payment', () => {
  const line = fc.record({
    amount: fc.bigInt({ min: 1n, max: 200_000n }),
    packIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
    periodStart: fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-31T00:00') }),
    periodEnd: fc.integer({ min: at('2026-06-01T00:00'), max: at('2027-12-31T00:00') }),
  });

  it('adds up to what was paid, whatever the order of lines and packs', () => {
    const reordered = (lines: readonly ServiceLine[]) =>
      lines.toReversed().map(one => ({ ...one, packIds: one.packIds.toReversed() }));
    fc.assert(
      fc.property(amount, amount, fc.array(line, { minLength: 1, maxLength: 6 }), (net, tax, lines) => {
        const split = allocatePayment({ gross: net + tax, tax, lines });
        expect(split.tax + sum(split.portions.map(portion => portion.amount))).toBe(net + tax);
        expect(allocatePayment({ gross: net + tax, tax, lines: reordered(lines) })).toEqual(split);
      }),
    );
  });

  it('gives packs equal parts and months their days', () => {
    const { portions } = allocatePayment({
      gross: 10_700n,
      tax: 700n,
      lines: [
        {
          amount: 10_000n,
          packIds: ['b', 'a', 'c'],
          periodStart: at('2026-11-14T10:30'),
          periodEnd: at('2026-12-14T10:30'),
        },
      ],
    });
    // 17 days of November, 13 of December; the odd unit to the lowest pack.
    expect(portions).toEqual([
      { packId: 'a', month: '2026-11', amount: 1_889n },
      { packId: 'a', month: '2026-12', amount: 1_445n },
      { packId: 'b', month: '2026-11', amount: 1_889n },
      { packId: 'b', month: '2026-12', amount: 1_444n },
      { packId: 'c', month: '2026-11', amount: 1_889n },
      { packId: 'c', month: '2026-12', amount: 1_444n },
    ]);
  });

  it('takes a credit for unused time from the pack that had it', () => {
    const december = { periodStart: at('2026-12-11T00:00'), periodEnd: at('2027-01-01T00:00') };
    const { portions } = allocatePayment({
      gross: 70_000n,
      tax: 0n,
      lines: [
        { amount: -30_000n, packIds: ['a'], ...december },
        { amount: 100_000n, packIds: ['a', 'b'], ...december },
      ],
    });
    expect(portions).toEqual([
      { packId: 'a', month: '2026-12', amount: 20_000n },
      { packId: 'b', month: '2026-12', amount: 50_000n },
    ]);
  });

  it('has nothing to split of nothing, and refuses less than its tax', () => {
    const lines = [{ amount: 0n, packIds: ['a'], periodStart: 0, periodEnd: 1 }];
    expect(allocatePayment({ gross: 5n, tax: 5n, lines })).toEqual({ tax: 5n, portions: [] });
    expect(() => allocatePayment({ gross: 5n, tax: 6n, lines })).toThrow('less than its tax');
    expect(() => allocatePayment({ gross: 5n, tax: 0n, lines })).toThrow('Nobody claims');
    expect(() =>
      apportion(
        5n,
        [...'aa'].map(key => ({ key, weight: 1n })),
      ),
    ).toThrow('same key');
  });

  it('comes back line by line, in any number of parts', () => {
    const lines = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.bigInt({ min: 1n, max: 10_000n }), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(lines, fc.array(fc.nat(1_000)), (paid, steps) => {
        const amounts = new Map(Object.entries(paid));
        const total = sum(amounts.values());
        const posted = new Map<string, bigint>();
        for (const returned of [...steps.map(step => (total * BigInt(step)) / 1_000n).sort(), total]) {
          for (const [key, amount] of returnedLines(amounts, returned)) {
            expect(amount).toBeLessThanOrEqual(amounts.get(key)!);
            posted.set(key, (posted.get(key) ?? 0n) + (amount - (posted.get(key) ?? 0n)));
          }
          expect(sum(posted.values())).toBe(returned);
        }
        expect(posted).toEqual(amounts);
        expect(() => returnedLines(amounts, total + 1n)).toThrow('More would be returned');
      }),
    );
  });
});

describe('the share of a month', () => {
  const weights = (orgs: readonly OrgContribution[]) => sum(orgs.map(org => org.sessions));

  it('keeps floor(base × rate), and shares the rest to the cent', () => {
    fc.assert(
      fc.property(amount, oneRate, (base, [rate, orgs]) => {
        const { fee, pool, shares, unallocated } = shareRevenue(base, rate, orgs);
        expect(fee).toBe((base * BigInt(rate)) / 10_000n);
        expect(fee + pool).toBe(base);
        expect(sum(shares.values()) + unallocated).toBe(pool);
        for (const { orgId, sessions } of orgs.filter(org => org.sessions > 0n))
          expect(near(shares.get(orgId)!, pool, sessions, weights(orgs))).toBe(true);
        expect(shareRevenue(base, rate, orgs.toReversed()).shares).toEqual(shares);
      }),
    );
  });

  it('lets an org’s own rate cost the platform and nobody else', () => {
    fc.assert(
      fc.property(amount, ownRates, (base, orgs) => {
        const { fee, pool, shares, unallocated } = shareRevenue(base, 3_000, orgs);
        expect([fee + pool, sum(shares.values()) + unallocated]).toEqual([base, pool]);
        const all = weights(orgs) * 10_000n;
        for (const { orgId, sessions, rate } of orgs.filter(org => org.sessions > 0n)) {
          // Of the base at its own rate; the fee's floor and the shares' rounding are a unit each.
          const exact = base * sessions * (10_000n - BigInt(rate));
          const off = shares.get(orgId)! * all - exact;
          expect(off > -2n * all && off < 2n * all).toBe(true);
        }
      }),
    );
  });

  it('shows what nobody contributed to', () => {
    expect(shareRevenue(1_001n, 3_000, [{ orgId: 'a', sessions: 0n, rate: 3_000 }])).toEqual({
      fee: 300n,
      pool: 701n,
      shares: new Map(),
      unallocated: 701n,
    });
  });

  it('gives the odd cents to the lowest ids among equals', () => {
    const orgs = ['c', 'a', 'b'].map(orgId => ({ orgId, sessions: 1n, rate: 3_000 }));
    expect(Object.fromEntries(shareRevenue(1_000n, 3_000, orgs).shares)).toEqual({
      a: 234n,
      b: 233n,
      c: 233n,
    });
  });
});

describe('the adjustment of a closed month', () => {
  it('ends where a single one would, and at nothing after a full refund', () => {
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 6 }), ownRates, (base, bases, contributions) => {
        const terms: ClosedTerms = {
          packId: 'p',
          month: '2026-11',
          currency: 'usd',
          rate: 3_000,
          contributions,
        };
        const balances = new Map<string, bigint>();
        const post = (before: bigint, after: bigint) => {
          const entries = adjustmentEntries(terms, before, after);
          expect(sum(entries.map(entry => entry.amount))).toBe(before - after);
          for (const { account, orgId = '', amount } of entries) {
            const key = `${account} ${orgId}`;
            balances.set(key, (balances.get(key) ?? 0n) + amount);
          }
        };
        let now = 0n;
        for (const next of [base, ...bases, 0n]) {
          post(now, next);
          now = next;
        }
        expect([...balances.values()].every(balance => balance === 0n)).toBe(true);
      }),
    );
  });
});

describe('months', () => {
  it('are calendar months in UTC', () => {
    expect(monthOf(at('2026-12-31T23:59'))).toBe('2026-12');
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
    expect(monthEnd('2026-11') - monthStart('2026-11')).toBe(30 * 86_400_000);
    expect(() => monthStart('2026-13')).toThrow('not a month');
  });

  it('serve each day once', () => {
    expect(serviceMonths(at('2027-01-31T12:00'), at('2027-03-01T00:00'))).toEqual([
      { month: '2027-01', days: 1 },
      { month: '2027-02', days: 28 },
    ]);
    expect(serviceMonths(at('2026-11-14T08:00'), at('2026-11-14T08:00'))).toEqual([
      { month: '2026-11', days: 1 },
    ]);
  });
});
