import type { Knex } from 'knex';

/** SQLite takes 32,766 parameters in a statement, Postgres 65,535. */
const parameters = 30_000;

/** Inserts many rows with few statements; knex's own insert spends longer on building SQL than the database on it. */
export async function insertRows(
  trx: Knex.Transaction,
  table: string,
  columns: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number | null>>,
): Promise<void> {
  const perStatement = Math.floor(parameters / columns.length);
  const one = `(${columns.map(() => '?').join(', ')})`;
  for (let at = 0; at < rows.length; at += perStatement) {
    const part = rows.slice(at, at + perStatement);
    const names = columns.join(', ');
    await trx.raw(
      `insert into ${table} (${names}) values ${part.map(() => one).join(', ')}`,
      part.flat() as Knex.RawBinding[],
    );
  }
}
