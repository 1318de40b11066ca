import type { WarehouseConnection } from '@netcrab/plugin-api/backend';

/** The rows of a table that belong to the days of the table `days` (org_id, product_id, day). */
export interface DailyRows {
  readonly table: string;
  readonly columns: string;
  /** The columns, `date` among them, whose rows are replaced together. */
  readonly unit: string;
  /** The rows as they should be: a query of these columns. */
  readonly fresh: string;
  /** A condition on old rows that may be replaced. */
  readonly replaceable?: string;
}

/**
 * Makes the table say what `fresh` says, and notes the days on which it did not in `touched` (org_id, product_id, day).
 * Days are made anew as long as they receive events, and few of their rows differ: only these are written.
 */
export async function replaceRows(
  connection: WarehouseConnection,
  { table, columns, unit, fresh, replaceable = 'true' }: DailyRows,
): Promise<void> {
  const old = `SELECT ${columns} FROM ${table} t
    SEMI JOIN days d ON d.org_id = t.org_id AND d.product_id = t.product_id AND d.day = t.date`;
  if ((await connection.query(`${old} LIMIT 1`)).length === 0) {
    await connection.run(`INSERT INTO ${table} (${columns}) ${fresh}`);
    await connection.run('INSERT INTO touched SELECT org_id, product_id, day FROM days');
    return;
  }
  await connection.run(`CREATE TEMP TABLE fresh AS ${fresh}`);
  await connection.run(`CREATE TEMP TABLE old AS SELECT * FROM (${old}) WHERE ${replaceable}`);
  await connection.run(
    `CREATE TEMP TABLE differing AS SELECT DISTINCT ${unit} FROM
       ((FROM old EXCEPT FROM fresh) UNION ALL (FROM fresh EXCEPT FROM old))`,
  );
  const same = unit
    .split(',')
    .map(column => column.trim())
    .map(column => `t.${column} = d.${column}`)
    .join(' AND ');
  await connection.run(`DELETE FROM ${table} t USING differing d WHERE ${same}`);
  await connection.run(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM fresh SEMI JOIN differing USING (${unit})`,
  );
  await connection.run('INSERT INTO touched SELECT DISTINCT org_id, product_id, date FROM differing');
  for (const name of ['fresh', 'old', 'differing']) await connection.run(`DROP TABLE ${name}`);
}
