import type { Knex } from 'knex';

export type Dialect = 'sqlite' | 'pg';

/** Operational data. One pool for all plugins; a plugin touches only its own tables. */
export interface DatabaseService {
  readonly knex: Knex;
  readonly dialect: Dialect;
  /**
   * Runs `work` in a transaction and retries it where the database asks for that (a busy SQLite, a serialization
   * failure of Postgres), so `work` must have no other effects.
   */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** True for a violated unique constraint, on either database. */
  isUniqueViolation(error: unknown): boolean;
}

export interface Migration {
  /** `YYYYMMDDHHMM_what_it_does`; sorts by time. */
  readonly name: string;
  up(knex: Knex, dialect: Dialect): Promise<void>;
  down(knex: Knex, dialect: Dialect): Promise<void>;
}
