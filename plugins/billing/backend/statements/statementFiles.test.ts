import { moneyFromDecimal } from '@netcrab/plugin-api/backend';
import fc from 'fast-check';
import type { Statement } from '../../contract';
import { buildStatement, statementHash, type StatementMaterial } from './buildStatement';
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

const material: StatementMaterial = {
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
};
const statement = buildStatement(material);

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
  expect(csv).toContain('opening,2026-11-01,,,,,,,,,-500,jpy\r\n');
});

test('a CSV file names the month that an adjustment corrects, where it corrects one', () => {
  const csv = statementCsv(statement);
  expect(csv).toContain('line,date,packId,description,correctsMonth,');
  expect(csv).toContain('adjustment,2026-11-20,a,Late,2026-10-01,,,,,,70,jpy\r\n');
  expect(csv).toContain('adjustment,2026-11-20,,日本語 @home,,,,,,,-1,jpy\r\n');
});

test('a PDF is the same bytes each time, and takes letters it cannot show', async () => {
  const [first, second] = [await statementPdf(statement), await statementPdf({ ...statement })];
  expect(first.equals(second)).toBe(true);
  expect(first.subarray(0, 5).toString()).toBe('%PDF-');
  expect(first.toString('latin1')).toContain('D:20261101000000Z');
});

/** The text of an uncompressed PDF of pdfkit, a string per piece. */
const pdfTexts = (pdf: Buffer) =>
  [...pdf.toString('latin1').matchAll(/\[((?:<[0-9a-f]*>\s*-?[\d.]*\s*)+)\] TJ/g)].map(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );

test('a PDF names the organisation as the statement does, and one without a name stands by its id', async () => {
  const named = buildStatement({ ...material, orgName: 'Acme Metering Ltd' });
  expect(named.orgName).toBe('Acme Metering Ltd');
  expect(statementHash({ ...named, orgName: 'Acme Metering plc' })).not.toBe(named.hash);
  expect(pdfTexts(await statementPdf(named)).slice(2, 4)).toEqual(['Acme Metering Ltd', 'Organisation acme']);
  expect(pdfTexts(await statementPdf(statement))[2]).toBe('Organisation acme');
});

test('JSON, CSV and PDF carry the same totals, whatever happened in the month', async () => {
  const kinds = ['sale', 'journal', 'payout', 'refund', 'dispute'];
  const entries = fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), amount: fc.bigInt(-9_999_999n, 9_999_999n) }),
    { maxLength: 12 },
  );
  const currencies = fc.constantFrom('usd', 'jpy', 'kwd');
  await fc.assert(
    fc.asyncProperty(
      entries,
      fc.bigInt(-50_000n, 50_000n),
      currencies,
      async (happened, opening, currency) => {
        const made = buildStatement({
          orgId: entry({}).orgId,
          month: '2026-11',
          currency,
          opening,
          entries: happened.map((parts, at) => entry({ ...parts, currency, key: `k${at}` })),
          closedPacks: [],
          sessions: new Map(),
          titleOf: id => id,
        });
        const minor = (amount: string) => moneyFromDecimal(amount, currency).minor;
        const closing = happened.reduce((sum, { amount }) => sum + amount, opening);
        expect(minor(made.closingBalance)).toBe(closing);
        const rows = statementCsv(made)
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .map(row => row.split(','));
        const amountOf = (line: string) => rows.find(row => row[0] === line)?.at(-2);
        expect([amountOf('closing'), amountOf('total')]).toEqual([made.closingBalance, made.totalAmount]);
        const lines = rows.filter(([line = '']) => !['closing', 'total', 'hash'].includes(line));
        expect(lines.reduce((sum, row) => sum + minor(row.at(-2) ?? ''), 0n)).toBe(closing);
        const texts = pdfTexts(await statementPdf(made));
        expect(texts).toEqual(expect.arrayContaining(lines.map(row => row.at(-2))));
        expect(texts).toEqual(expect.arrayContaining([made.closingBalance, made.totalAmount]));
      },
    ),
    { numRuns: 25 },
  );
});
