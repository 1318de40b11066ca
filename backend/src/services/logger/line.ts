const levels: Readonly<Record<number, string>> = { 20: 'DEBUG', 30: 'INFO ', 40: 'WARN ', 50: 'ERROR' };
const colours: Readonly<Record<number, string>> = { 20: '\x1b[2m', 40: '\x1b[33m', 50: '\x1b[31m' };

function isErrorLike(value: unknown): value is { type: string; message: string; stack: string } {
  return (
    typeof value === 'object' && value !== null && 'stack' in value && 'message' in value && 'type' in value
  );
}

const asText = (value: unknown) =>
  typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);

/** One readable line of a pino record, for a developer's terminal: time, level, plugin, message, fields, then stacks. */
export function formatLine(record: string, colour: boolean): string {
  const { level, time, plugin, msg, ...fields } = JSON.parse(record) as Record<string, unknown>;
  const stacks: string[] = [];
  const parts = Object.entries(fields).map(([name, value]) => {
    if (!isErrorLike(value)) return `${name}=${asText(value)}`;
    stacks.push(value.stack);
    return `${name}=${JSON.stringify(value.message)}`;
  });
  const tone = colour ? (colours[Number(level)] ?? '') : '';
  const head = [
    new Date(Number(time)).toISOString().slice(11, 23),
    levels[Number(level)] ?? String(level),
    plugin === undefined ? '' : `[${String(plugin)}]`,
    String(msg ?? ''),
    ...parts,
  ]
    .filter(part => part !== '')
    .join(' ');
  return `${tone}${[head, ...stacks].join('\n')}${tone && '\x1b[0m'}\n`;
}
