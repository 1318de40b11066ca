import type { DatabaseService, Dialect } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';
import { errorCode } from '../errorCode';

/** Worth another try: the database undid the transaction for reasons of its own. */
const retryable = new Set(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', '40001', '40P01']);
const attempts = 5;

export function createDatabaseService(knex: Knex, dialect: Dialect): DatabaseService {
  return {
    knex,
    dialect,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await knex.transaction(work);
        } catch (error) {
          if (attempt === attempts || !retryable.has(errorCode(error))) throw error;
        }
      }
    },
    isUniqueViolation(error) {
      const code = errorCode(error);
      return (
        code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
      );
    },
  };
}
