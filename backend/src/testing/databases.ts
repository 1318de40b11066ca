import knex from 'knex';
import type { HostConfig } from '../config/schema';

/** Databases to run a test on: SQLite, and Postgres where `TEST_POSTGRES_URL` says how to reach one. */
export const testDatabases: ReadonlyArray<'sqlite' | 'pg'> = process.env.TEST_POSTGRES_URL
  ? ['sqlite', 'pg']
  : ['sqlite'];

let count = 0;

export interface TestDatabase {
  readonly config: HostConfig['database'];
  drop(): Promise<void>;
}

/** A Postgres schema of its own, or the SQLite file of the data folder; `drop` removes the schema. */
export async function testDatabase(kind: 'sqlite' | 'pg'): Promise<TestDatabase> {
  const connection = process.env.TEST_POSTGRES_URL;
  if (kind === 'sqlite' || !connection) return { config: { client: 'sqlite' }, drop: async () => undefined };
  const schema = `test_${process.pid}_${Date.now().toString(36)}_${count++}`;
  const admin = async (sql: string) => {
    const db = knex({ client: 'pg', connection, pool: { min: 0, max: 1 } });
    try {
      await db.raw(sql);
    } finally {
      await db.destroy();
    }
  };
  await admin(`create schema ${schema}`);
  return {
    config: { client: 'pg', connection, schema, poolMax: 5 },
    drop: () => admin(`drop schema if exists ${schema} cascade`),
  };
}
