import type { Statement } from '../../contract';

const margin = 48;
const pageWidth = 595.28;
const bottom = 841.89 - margin;
const right = pageWidth - margin;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The built-in fonts know Western European letters only. */
const printable = (text: string) => text.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?');

interface Row {
  readonly label: string;
  /** Under the label, smaller. */
  readonly detail?: string;
  readonly amount: string;
}

function sectionsOf(statement: Statement): Array<{ readonly title: string; readonly rows: readonly Row[] }> {
  const { packs, sales, adjustments, payouts } = statement;
  const sections = [
    {
      title: 'Shares of pack revenue',
      rows: packs.map(pack => ({
        label: pack.packTitle,
        detail: `${pack.orgContributionSessions} of ${pack.totalSessions} sessions, pool ${pack.poolAfterFee} (revenue ${pack.grossRevenue}, fee ${pack.platformFee})`,
        amount: pack.orgShareAmount,
      })),
    },
    {
      title: 'Sales',
      rows: sales.map(({ at, description, amount }) => ({ label: description, detail: day(at), amount })),
    },
    {
      title: 'Adjustments',
      rows: adjustments.map(({ at, description, packTitle, correctsMonth, amount }) => ({
        label: description,
        detail: [day(at), packTitle, correctsMonth && `corrects ${correctsMonth.slice(0, 7)}`]
          .filter(Boolean)
          .join(', '),
        amount,
      })),
    },
    {
      title: 'Payouts',
      rows: payouts.map(({ at, description, amount }) => ({ label: description, detail: day(at), amount })),
    },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/**
 * A statement as PDF. The same statement gives the same bytes: the dates in the file are the month's, and nothing is
 * compressed, so that no version of zlib has a say.
 */
export async function statementPdf(statement: Statement): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const date = new Date(`${statement.month}T00:00:00Z`);
  const currency = statement.currency.toUpperCase();
  const title = `Statement ${statement.month.slice(0, 7)}`;
  const document = new PdfDocument({
    size: 'A4',
    margin,
    compress: false,
    info: { Title: title, Author: 'NetCrab Portal', CreationDate: date, ModDate: date },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => void chunks.push(chunk));
  const done = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });

  let y = margin;
  const room = (height: number) => {
    if (y + height <= bottom) return;
    document.addPage();
    y = margin;
  };
  const line = (left: string, amount: string, size: number, font = 'Helvetica') => {
    room(size * 1.6);
    document.font(font).fontSize(size);
    document.text(printable(left), margin, y, { lineBreak: false, width: 400, height: size, ellipsis: true });
    if (amount) document.text(amount, right - document.widthOfString(amount), y, { lineBreak: false });
    y += size * 1.6;
  };

  line(title, currency, 18, 'Helvetica-Bold');
  // Two lines, so that a long name never pushes the id off the page.
  if (statement.orgName !== undefined) line(statement.orgName, '', 12);
  line(`Organisation ${statement.orgId}`, '', 10);
  y += 8;
  line('Opening balance', statement.openingBalance, 11, 'Helvetica-Bold');
  for (const section of sectionsOf(statement)) {
    y += 8;
    room(60); // a title never stands alone at the end of a page
    line(section.title, '', 12, 'Helvetica-Bold');
    for (const { label, detail, amount } of section.rows) {
      room(30);
      line(label, amount, 10);
      if (detail) line(detail, '', 8);
    }
  }
  y += 8;
  line('Earned in the month', statement.totalAmount, 11);
  line('Closing balance', statement.closingBalance, 11, 'Helvetica-Bold');
  y += 8;
  line(`SHA-256 ${statement.hash}`, '', 8);
  document.end();
  await done;
  return Buffer.concat(chunks);
}
