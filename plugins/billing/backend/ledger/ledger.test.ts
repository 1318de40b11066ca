import { core as refs, createBackendPlugin, type OrgId, type PackId } from '@netcrab/plugin-api/backend';
import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import fc from 'fast-check';
import { ledgerAccounts } from '../../contract';
import { migrations } from '../../migrations';
import { createLedger, type Ledger } from './ledger';
import { InvalidPostingError, PostingConflictError, type Entry, type Posting } from './posting';

const books = createBackendPlugin({
  id: 'billing',
  needs: { database: refs.database },
  migrations,
  start: () => undefined,
});

const arbitraryEntry = fc.record({
  account: fc.constantFrom(...ledgerAccounts),
  currency: fc.constantFrom('usd', 'jpy', 'kwd'),
  amount: fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).filter(amount => amount !== 0n),
  orgId: fc.constantFrom(undefined, 'acme' as OrgId, 'globex' as OrgId),
  packId: fc.constantFrom(undefined, 'crm' as PackId, 'flows' as PackId),
  month: fc.constantFrom(undefined, '2026-10', '2026-11'),
});

/** Any entries, each currency evened out by one more. */
const arbitraryEntries = fc.array(arbitraryEntry, { minLength: 1, maxLength: 8 }).map(entries => {
  const open = new Map<string, bigint>();
  for (const { currency, amount } of entries) open.set(currency, (open.get(currency) ?? 0n) + amount);
  const even = [...open].filter(([, sum]) => sum !== 0n);
  return [
    ...entries,
    ...even.map(([currency, sum]): Entry => ({ account: 'manual', currency, amount: -sum })),
  ];
});

const posting = (key: string, entries: readonly Entry[], overrides: Partial<Posting> = {}): Posting => ({
  key,
  kind: 'test',
  effectiveAt: 1_000,
  description: 'A posting',
  reference: { payment: 'ch_1' },
  entries,
  ...overrides,
});
const sale = (amount: bigint): Entry[] => [
  { account: 'stripe_clearing', currency: 'usd', amount },
  {
    account: 'deferred_revenue',
    currency: 'usd',
    amount: -amount,
    packId: 'crm' as PackId,
    month: '2026-11',
  },
];

describe.each(testDatabases)('the ledger on %s', kind => {
  let portal: TestPortal;
  let ledger: Ledger;
  let count = 0;
  const key = () => `key:${count++}`;
  const db = () => portal.core.database;
  const post = (one: Posting) => db().transaction(trx => ledger.post(trx, one));

  beforeAll(async () => {
    portal = await startTestPortal({ database: kind, plugins: [books] });
    ledger = createLedger(portal.core);
  });
  afterAll(() => portal.stop());

  it('keeps every posting whole and every currency at zero', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEntries, fc.nat(1_000_000), async (entries, effectiveAt) => {
        const one = posting(key(), entries, { effectiveAt });
        expect(await post(one)).toBe('posted');
        const { entries: found } = await ledger.entries(db().knex, {}, { limit: 10_000, offset: 0 });
        const own = found.filter(entry => entry.key === one.key).sort((a, b) => a.line - b.line);
        expect(own).toMatchObject(entries.map(({ account, currency }) => ({ account, currency })));
        expect(own.map(entry => entry.amount)).toEqual(entries.map(entry => entry.amount));
        const { sums } = await ledger.trialBalance(db().knex, 2_000_000);
        expect([...sums.values()].every(sum => sum === 0n)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what does not balance, and leaves nothing of it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryEntries, fc.bigInt({ min: 1n, max: 1000n }), async (entries, wrong) => {
        const [first, ...rest] = entries as [Entry, ...Entry[]];
        const broken = [{ ...first, amount: first.amount + wrong }, ...rest];
        await expect(post(posting(key(), broken))).rejects.toBeInstanceOf(InvalidPostingError);
      }),
      { numRuns: 25 },
    );
    expect(
      await db()
        .knex('ledger_postings')
        .where({ idempotency_key: `key:${count - 1}` }),
    ).toEqual([]);
  });

  it.each<[string, Entry[]]>([
    ['nothing', []],
    ['one entry', [{ account: 'manual', currency: 'usd', amount: 1n }]],
    ['an entry of zero', [...sale(5n), { account: 'manual', currency: 'usd', amount: 0n }]],
    ['an unknown account', sale(5n).map(entry => ({ ...entry, account: 'cash' as never }))],
    ['no currency', sale(5n).map(entry => ({ ...entry, currency: 'dollars' }))],
    ['no month', sale(5n).map(entry => ({ ...entry, month: '2026-13' }))],
    ['an amount that is not exact', sale(2n ** 60n)],
  ])('refuses %s', async (_, entries) => {
    await expect(post(posting(key(), entries))).rejects.toBeInstanceOf(InvalidPostingError);
  });

  it('posts a key once, and refuses other content under it', async () => {
    const one = posting(key(), sale(700n));
    expect(await post(one)).toBe('posted');
    expect(await post({ ...one, entries: [...one.entries].reverse(), description: 'Again' })).toBe('already');
    await expect(post({ ...one, entries: sale(701n) })).rejects.toBeInstanceOf(PostingConflictError);
    await expect(post({ ...one, kind: 'other' })).rejects.toBeInstanceOf(PostingConflictError);
    await expect(post({ ...one, reference: { payment: 'ch_2' } })).rejects.toBeInstanceOf(
      PostingConflictError,
    );
  });

  it('posts a key once when many ask at the same time', async () => {
    const one = posting(key(), sale(900n));
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => post(one)));
    expect(outcomes.sort()).toEqual([...Array<string>(7).fill('already'), 'posted']);
  });

  it('commits with its transaction or not at all', async () => {
    const one = posting(key(), sale(900n));
    const failed = db().transaction(async trx => {
      await ledger.post(trx, one);
      throw new Error('too late');
    });
    await expect(failed).rejects.toThrow('too late');
    expect(await post(one)).toBe('posted');
  });

  it('sums by account, org, pack, month, currency and time', async () => {
    const packId = 'balance' as PackId;
    const at = (effectiveAt: number, amount: bigint, month: string) =>
      post(
        posting(
          key(),
          [
            { account: 'stripe_clearing', currency: 'eur', amount },
            { account: 'deferred_revenue', currency: 'eur', amount: -amount, packId, month },
          ],
          { effectiveAt },
        ),
      );
    await at(10, 100n, '2026-10');
    await at(20, 50n, '2026-11');
    await at(30, -100n, '2026-10');
    expect(await ledger.balances(db().knex, { packId, until: 30 })).toMatchObject([
      { month: '2026-10', balance: -100n },
      { month: '2026-11', balance: -50n },
    ]);
    expect(await ledger.balances(db().knex, { account: 'deferred_revenue', packId })).toMatchObject([
      { account: 'deferred_revenue', orgId: null, month: '2026-11', currency: 'eur', balance: -50n },
    ]);
    const page = await ledger.entries(db().knex, { packId, from: 20, kind: 'test' }, { limit: 1, offset: 0 });
    expect(page).toMatchObject({
      total: 2,
      entries: [{ effectiveAt: 30, amount: 100n, reference: { payment: 'ch_1' } }],
    });
  });

  it('cannot be changed or emptied in the database itself', async () => {
    await post(posting(key(), sale(3n)));
    const { knex, dialect } = db();
    const attempts = [
      () => knex('ledger_entries').update({ amount: 1 }),
      () => knex('ledger_entries').delete(),
      () => knex('ledger_postings').update({ description: '' }),
      () => knex('ledger_postings').where({ kind: 'test' }).delete(),
      ...(dialect === 'pg'
        ? [() => knex.raw('truncate ledger_entries'), () => knex.raw('truncate ledger_postings cascade')]
        : []),
    ];
    const before = await knex('ledger_entries').count({ rows: '*' }).first();
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({ message: expect.stringContaining('append-only') });
    expect(await knex('ledger_entries').count({ rows: '*' }).first()).toEqual(before);
  });
});
