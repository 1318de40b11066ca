import PdfDocument from 'pdfkit';
import type { Statement } from '../../plugins/billing/contract';
import { statementPdf } from '../../plugins/billing/backend/statements/statementPdf';

const lines = 200;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const statement: Statement = {
  orgId: 'org-000001',
  month: '2026-11-01',
  currency: 'usd',
  openingBalance: '0.00',
  packs: Array.from({ length: lines }, (_, at) => ({
    packId: `pack_${at}`,
    packTitle: `Task flows of customer support, part ${at}`,
    grossRevenue: '14133.50',
    platformFee: '4240.05',
    poolAfterFee: '9893.45',
    orgContributionSessions: 120 + at,
    totalSessions: 48_000,
    orgShareAmount: '24.73',
  })),
  sales: [],
  adjustments: [],
  payouts: [],
  closingBalance: '4946.00',
  totalAmount: '4946.00',
  hash: '0'.repeat(64),
};

/** The library alone: the same texts, one under the other. */
async function bare(): Promise<number> {
  const document = new PdfDocument({ size: 'A4', compress: false });
  let size = 0;
  document.on('data', (chunk: Buffer) => void (size += chunk.length));
  const done = new Promise(resolve => document.on('end', resolve));
  document.fontSize(8);
  for (const pack of statement.packs) {
    document.text(pack.packTitle).text(pack.orgShareAmount);
    document.text(
      `${pack.orgContributionSessions} of ${pack.totalSessions} sessions, pool ${pack.poolAfterFee}`,
    );
  }
  document.end();
  await done;
  return size;
}

/** CPU milliseconds a document, the median of several. */
async function cpuMs(make: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const before = process.cpuUsage();
    await make();
    const { user, system } = process.cpuUsage(before);
    if (round >= 5) times.push((user + system) / 1000);
  }
  return median(times);
}

export async function measurePdf() {
  const pdf = await statementPdf(statement);
  return {
    lines,
    bytes: pdf.length,
    ours: await cpuMs(() => statementPdf(statement)),
    bare: await cpuMs(bare),
  };
}
