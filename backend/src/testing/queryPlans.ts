import type { DatabaseService } from '@netcrab/plugin-api/backend';

export interface SeenStatement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

type Database = Pick<DatabaseService, 'knex' | 'dialect'>;

/** The statements with a plan that reach the database while `work` goes on. */
export async function statementsOf(
  { knex }: Database,
  work: () => Promise<unknown>,
): Promise<SeenStatement[]> {
  const seen: SeenStatement[] = [];
  const note = ({ sql, bindings }: SeenStatement) => {
    if (/^(select|update|delete|insert into \S+ .*select|with) /is.test(sql)) seen.push({ sql, bindings });
  };
  knex.on('query', note);
  try {
    await work();
  } finally {
    knex.removeListener('query', note);
  }
  return seen;
}

/** A line of the statement's plan per table that is read whole. */
export async function wholeReads(
  { knex, dialect }: Database,
  { sql, bindings }: SeenStatement,
): Promise<string[]> {
  if (dialect === 'sqlite') {
    const plan: Array<{ detail: string }> = await knex.raw(`explain query plan ${sql}`, [
      ...bindings,
    ] as string[]);
    const givenWith = /\(values .*\) as (\w+)/s.exec(sql)?.[1];
    return plan
      .map(({ detail }) => detail)
      .filter(detail => /^SCAN (?!CONSTANT|.* USING )/.test(detail) && detail !== `SCAN ${givenWith}`);
  }
  const connection = await knex.client.acquireConnection();
  try {
    // Small tables are read whole unless that is forbidden; then only what has no index still is.
    await connection.query('set enable_seqscan = off');
    const { rows } = await connection.query({ text: `explain ${sql}`, values: bindings });
    await connection.query('set enable_seqscan = on');
    return rows
      .map((row: Record<string, string>) => row['QUERY PLAN'])
      .filter((line: string) => line.includes('Seq Scan'));
  } finally {
    knex.client.releaseConnection(connection);
  }
}
