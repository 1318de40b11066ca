import type { Statement } from '../../contract';
import { buildStatement, statementHash } from './buildStatement';
import { canonicalJson } from './canonicalJson';
import { statementCsv } from './statementCsv';
import { statementPdf } from './statementPdf';
import type { PayableEntry } from './payableEntries';

const entry = (parts: Partial<PayableEntry>): PayableEntry => ({
  orgId: 'acme' as PayableEntry['orgId'],
  currency: 'jpy',
  amount: 0n,
  packId: null,
  month: null,
  key: 'k',
  kind: 'journal',
  description: 'Correction',
  reference: {},
  effectiveAt: Date.parse('2026-11-20T00:00:00Z'),
  ...parts,
});

const statement = buildStatement({
  orgId: entry({}).orgId,
  month: '2026-11',
  currency: 'jpy',
  opening: -500n,
  entries: [
    entry({ kind: 'sale', description: '=HYPERLINK("http://evil")', amount: 1_000n }),
    entry({ kind: 'month_close', packId: 'a', month: '2026-10', amount: 70n, description: 'Late' }),
    entry({
      kind: 'payout',
      amount: -300n,
      description: 'Payout for 2026-10',
      reference: { month: '2026-10' },
    }),
    entry({ description: '日本語 @home', amount: -1n }),
  ],
  closedPacks: [],
  sessions: new Map(),
  titleOf: id => `Pack ${id}`,
});

test('every entry is on one part of the statement, in the decimals of its currency', () => {
  expect(statement).toMatchObject({
    openingBalance: '-500',
    packs: [],
    sales: [{ amount: '1000' }],
    adjustments: [
      { kind: 'month_close', correctsMonth: '2026-10-01', packTitle: 'Pack a', amount: '70' },
      { amount: '-1' },
    ],
    payouts: [{ forMonth: '2026-10-01', amount: '-300' }],
    totalAmount: '1069',
    closingBalance: '269',
  });
  expect(statementHash(statement)).toBe(statement.hash);
  const changed: Statement = { ...statement, closingBalance: '270' };
  expect(statementHash(changed)).not.toBe(statement.hash);
});

test('canonical JSON is the same for the same content', () => {
  expect(canonicalJson({ b: [1, null, 'x'], a: { d: true, c: '"' } })).toBe(
    '{"a":{"c":"\\"","d":true},"b":[1,null,"x"]}',
  );
});

test('no text of a CSV file runs as a formula, and amounts stay amounts', () => {
  const csv = statementCsv(statement);
  expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(csv).toContain(',-300,jpy\r\n');
  expect(csv).toContain('opening,2026-11-01,,,,,,,,-500,jpy\r\n');
});

test('a PDF is the same bytes each time, and takes letters it cannot show', async () => {
  const [first, second] = [await statementPdf(statement), await statementPdf({ ...statement })];
  expect(first.equals(second)).toBe(true);
  expect(first.subarray(0, 5).toString()).toBe('%PDF-');
  expect(first.toString('latin1')).toContain('D:20261101000000Z');
});
