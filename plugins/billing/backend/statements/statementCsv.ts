import { stringify } from 'csv-stringify/sync';
import type { Statement } from '../../contract';

const columns = [
  'line',
  'date',
  'packId',
  'description',
  'correctsMonth',
  'grossRevenue',
  'platformFee',
  'poolAfterFee',
  'orgContributionSessions',
  'totalSessions',
  'amount',
  'currency',
] as const;
type Line = Partial<Record<(typeof columns)[number], string | number>>;

/** A spreadsheet would run a text that begins like a formula. Amounts are ours, and may begin with a minus. */
const text = (value: string) => (/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value) ? `'${value}` : value);

const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A statement as CSV (RFC 4180): a line for each figure; those from opening to payouts add up to the closing one. */
export function statementCsv(statement: Statement): string {
  const { currency, month } = statement;
  const lines: Line[] = [{ line: 'opening', date: month, amount: statement.openingBalance }];
  for (const pack of statement.packs)
    lines.push({
      line: 'share',
      packId: text(pack.packId),
      description: text(pack.packTitle),
      grossRevenue: pack.grossRevenue,
      platformFee: pack.platformFee,
      poolAfterFee: pack.poolAfterFee,
      orgContributionSessions: pack.orgContributionSessions,
      totalSessions: pack.totalSessions,
      amount: pack.orgShareAmount,
    });
  for (const { at, description, amount } of statement.sales)
    lines.push({ line: 'sale', date: day(at), description: text(description), amount });
  for (const { at, description, packId, correctsMonth, amount } of statement.adjustments)
    lines.push({
      line: 'adjustment',
      date: day(at),
      packId: text(packId ?? ''),
      description: text(description),
      correctsMonth: correctsMonth ?? '',
      amount,
    });
  for (const { at, description, amount } of statement.payouts)
    lines.push({ line: 'payout', date: day(at), description: text(description), amount });
  lines.push(
    { line: 'closing', amount: statement.closingBalance },
    { line: 'total', description: 'Earned in the month', amount: statement.totalAmount },
    { line: 'hash', description: statement.hash },
  );
  return stringify(
    lines.map(line => ({ ...line, currency })),
    { header: true, columns: [...columns], record_delimiter: 'windows' },
  );
}
