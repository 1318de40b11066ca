import type { DatabaseService } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

/** Any number, as long as nobody else's is the same. */
const lock = 7_226_110;

/**
 * Keeps months from closing until the transaction ends: what is found open stays open. Others may hold it too. SQLite
 * has one writer at a time anyway.
 */
export async function keepMonthsOpen(
  trx: Knex.Transaction,
  dialect: DatabaseService['dialect'],
): Promise<void> {
  if (dialect === 'pg') await trx.raw('select pg_advisory_xact_lock_shared(?)', [lock]);
}

/** Waits for whoever keeps months open, and lets nobody do so until the transaction ends. */
export async function lockForClose(
  trx: Knex.Transaction,
  dialect: DatabaseService['dialect'],
): Promise<void> {
  if (dialect === 'pg') await trx.raw('select pg_advisory_xact_lock(?)', [lock]);
}
