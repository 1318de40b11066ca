/**
 * RFC 4180 with a header line. Text that a spreadsheet would run as a formula is made plain by an apostrophe.
 * Written by hand because a general writer takes ten times as long, and this runs on the event loop.
 */
export function writeCsv(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const lines = [names.join(',')];
  for (const row of rows) lines.push(row.map(cell).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
