import { encodedColumn, type PackDefinition } from '@netcrab/plugin-pack-builder/contract';
import Database from 'better-sqlite3';

type Value = string | number | null;
const affinity = {
  string: 'TEXT',
  integer: 'INTEGER',
  number: 'REAL',
  date: 'TEXT',
  'string[]': 'TEXT',
  json: 'TEXT',
} as const;

const same = (value: string) => value;
const encode = {
  string: same, date: same, number: same,
  integer: (value: string) => `CAST(${value} AS INTEGER)`,
  'string[]': (value: string) => `json(${value})`,
  json: (value: string) => `json(${value})`,
} as const; // prettier-ignore

/** Writes rows as a snapshot's SQLite file, indexed as builds do. */
export function writeSnapshotFile(
  path: string,
  { table, fields }: Pick<PackDefinition['spec'], 'table' | 'fields'>,
  rows: Iterable<readonly Value[]>,
  indexes: readonly string[] = [],
): void {
  const database = new Database(path);
  database.pragma('journal_mode = OFF');
  const columns = [...fields.map(({ name, type }) => `${name} ${affinity[type]}`), `${encodedColumn} TEXT`];
  database.exec(`CREATE TABLE ${table} (${columns.join(', ')})`);
  const given = fields.map(({ name }) => name).join(', ');
  const pairs = fields.map(({ name, type }) => `'${name}', ${encode[type](name)}`).join(', ');
  const insert = database.prepare(
    `WITH given (${given}) AS (VALUES (${fields.map(() => '?').join(', ')}))
     INSERT INTO ${table} SELECT ${given}, json_object(${pairs}) FROM given`,
  );
  database.transaction(() => {
    for (const row of rows) insert.run(...row);
  })();
  indexes.forEach((columns, index) => database.exec(`CREATE INDEX idx_${index} ON ${table} (${columns})`));
  database.exec('ANALYZE');
  database.close();
}

const dayMs = 86_400_000;
export const taskTypes = ['create_deal', 'log_call', 'merge_contact', 'OTHER'];

/** `days` × task types × complexities of plausible friction rows, by date. */
export function* frictionRows(
  days: number,
  from = '2026-09-01',
  tasks: readonly string[] = taskTypes,
): Generator<Value[]> {
  const start = Date.parse(`${from}T00:00:00Z`);
  for (let day = 0; day < days; day += 1) {
    const date = new Date(start + day * dayMs).toISOString().slice(0, 10);
    for (const [index, task] of tasks.entries()) {
      for (let complexity = 1; complexity <= 5; complexity += 1) {
        const score = 20 + index * 10 + complexity + (day % 7) / 10;
        yield [
          date,
          'B2B_CRM',
          task,
          complexity,
          complexity === 5 ? null : complexity * 3.5,
          score,
          1.25,
          120 + day,
        ];
      }
    }
  }
}
