import type { WarehouseValue } from '@netcrab/plugin-api/backend';
import { encodedColumn, type PackDefinition } from '../../contract';
import type { Kind } from '../aggregation/kinds';
import { createBreather } from '../build/breathe';

type Field = PackDefinition['spec']['fields'][number];

const sqlTypes: Readonly<Record<Field['type'], string>> = {
  string: 'TEXT',
  date: 'TEXT',
  json: 'TEXT',
  'string[]': 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
};

/** The bound value as JSON has it: numbers are bound as fractions, lists and documents as their text. */
const jsonValue = (type: Field['type'], value: string): string => {
  if (type === 'integer') return `CAST(${value} AS INTEGER)`;
  return type === 'string[]' || type === 'json' ? `json(${value})` : value;
};

/** Queries answer by time, so each index goes on with it. */
const timeColumns: ReadonlySet<string> = new Set(['date', 'date_window', 'report_date']);

/** Rows between looks at the clock. */
const rowsPerLook = 20;
/** What is committed at once is written at once; until all are, nobody reads the file. */
const rowsPerCommit = 1000;

/**
 * One table named as the pack's, with an index per dimension: what queries are served from. Inserting with the
 * indexes in place keeps every step short, so that requests get their turn in between.
 */
export async function writeSqlite(
  file: string,
  kind: Kind,
  fields: readonly Field[],
  rows: ReadonlyArray<Record<string, WarehouseValue>>,
  signal: AbortSignal,
): Promise<void> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(file);
  try {
    database.pragma('journal_mode = OFF');
    database.pragma('synchronous = OFF');
    const columns = [
      ...fields.map(({ name, type }) => `"${name}" ${sqlTypes[type]}`),
      `"${encodedColumn}" TEXT`,
    ];
    database.exec(`CREATE TABLE ${kind.table} (${columns.join(', ')})`);
    const names = new Set(fields.map(({ name }) => name));
    const time = fields.find(({ name }) => timeColumns.has(name))?.name;
    for (const { name } of kind.columns.filter(column => column.dimension && names.has(column.name))) {
      const order = time === undefined || time === name ? '' : `, "${time}"`;
      database.exec(`CREATE INDEX "by_${name}" ON ${kind.table} ("${name}"${order})`);
    }
    const given = fields.map(({ name }) => `"${name}"`).join(', ');
    const pairs = fields.map(({ name, type }) => `'${name}', ${jsonValue(type, `"${name}"`)}`).join(', ');
    const insert = database.prepare(
      `WITH given (${given}) AS (VALUES (${fields.map(() => '?').join(', ')}))
       INSERT INTO ${kind.table} SELECT ${given}, json_object(${pairs}) FROM given`,
    );
    const breathe = createBreather(signal);
    database.exec('BEGIN');
    for (const [index, row] of rows.entries()) {
      insert.run(fields.map(({ name }) => row[name] ?? null));
      if (index % rowsPerCommit === rowsPerCommit - 1) database.exec('COMMIT; BEGIN');
      if (index % rowsPerLook === 0) await breathe();
    }
    database.exec('COMMIT');
    await breathe();
    // Reads so many entries of each index, whatever the table's size.
    database.pragma('analysis_limit = 1000');
    database.exec('ANALYZE');
  } finally {
    database.close();
  }
}
