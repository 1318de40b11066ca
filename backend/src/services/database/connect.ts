import { mkdirSync } from 'node:fs';
import path from 'node:path';
import knex, { type Knex } from 'knex';
import { ConfigError } from '../../config/errors';
import type { HostConfig } from '../../config/schema';
import { keepStatements, writeLimitsOut, type Preparing } from './keepStatements';

/** int8 of Postgres arrives as text: epoch milliseconds, counts and cents all stay below 2^53, and a value above must not be rounded silently. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database holds ${text}, which is too large for an exact number`);
  return value;
}

/** What goes wrong is thrown to whoever asked; knex would print it once more, with a stack. */
const quiet = { warn: () => undefined, error: () => undefined };

async function connectPostgres(options: Extract<HostConfig['database'], { client: 'pg' }>): Promise<Knex> {
  const { default: pg } = await import('pg');
  pg.types.setTypeParser(20, safeInteger);
  return knex({
    client: 'pg',
    log: quiet,
    connection: { connectionString: options.connection, application_name: 'netcrab' },
    searchPath: options.schema ? [options.schema] : undefined,
    pool: { min: 0, max: options.poolMax },
  });
}

function connectSqlite(dataDir: string): Knex {
  mkdirSync(dataDir, { recursive: true });
  const database = knex({
    client: 'better-sqlite3',
    log: quiet,
    connection: { filename: path.join(dataDir, 'portal.sqlite') },
    useNullAsDefault: true,
    // better-sqlite3 is synchronous, so one connection serves best; waiting transactions queue in the pool.
    pool: {
      min: 1,
      max: 1,
      afterCreate(
        connection: Preparing & { pragma(text: string): unknown },
        done: (error: Error | null, connection: unknown) => void,
      ) {
        connection.pragma('journal_mode = WAL');
        connection.pragma('synchronous = FULL');
        connection.pragma('foreign_keys = ON');
        connection.pragma('busy_timeout = 5000');
        keepStatements(connection);
        done(null, connection);
      },
    },
  });
  writeLimitsOut(database);
  return database;
}

async function assertSchema(database: Knex, schema: string): Promise<void> {
  const found = await database('pg_namespace').where({ nspname: schema }).first('nspname');
  if (!found)
    throw new ConfigError(
      `database.schema: the database has no schema ${schema}. Create it (CREATE SCHEMA ${schema}), or name another.`,
    );
}

/**
 * Opens the one pool of the portal, and proves that it answers.
 * @throws ConfigError in one line, without the connection's password, where it does not.
 */
export async function connectDatabase(options: HostConfig['database'], dataDir: string): Promise<Knex> {
  const database = options.client === 'pg' ? await connectPostgres(options) : connectSqlite(dataDir);
  try {
    await database.raw('select 1');
    if (options.client === 'pg' && options.schema) await assertSchema(database, options.schema);
    return database;
  } catch (error) {
    await database.destroy();
    if (error instanceof ConfigError) throw error;
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new ConfigError(
      options.client === 'pg'
        ? `database: Postgres does not answer (${reason}). Start it, or check database.connection.`
        : `database: ${path.join(dataDir, 'portal.sqlite')} cannot be opened (${reason}). Restore it from a backup, or give another dataDir.`,
    );
  }
}
