import type { Dialect, Migration } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

const tables = ['ledger_entries', 'ledger_postings'] as const;

/** The database itself refuses to change or forget what was posted, whoever asks. */
async function refuseChanges(knex: Knex, dialect: Dialect): Promise<void> {
  if (dialect === 'pg') {
    await knex.raw(`create function billing_ledger_is_append_only() returns trigger language plpgsql as $$
      begin raise exception 'the ledger is append-only: correct it by another posting'; end $$`);
  }
  for (const table of tables) {
    if (dialect === 'pg') {
      await knex.raw(`create trigger ${table}_append_only before update or delete on ${table}
        for each row execute function billing_ledger_is_append_only()`);
      await knex.raw(`create trigger ${table}_no_truncate before truncate on ${table}
        for each statement execute function billing_ledger_is_append_only()`);
      continue;
    }
    for (const change of ['update', 'delete']) {
      await knex.raw(`create trigger ${table}_no_${change} before ${change} on ${table}
        begin select raise(abort, 'the ledger is append-only: correct it by another posting'); end`);
    }
  }
}

/** Double entry. Times are epoch ms; amounts are minor units, debit positive and credit negative. */
export const ledger: Migration = {
  name: '202611210900_ledger',

  async up(knex, dialect) {
    await knex.schema.createTable('ledger_postings', table => {
      table.string('id', 64).primary();
      table.string('idempotency_key', 200).notNullable().unique();
      // Of the entries and what they mean: a repeated key must have it again.
      table.string('content_hash', 64).notNullable();
      table.string('kind', 40).notNullable();
      table.text('description').notNullable();
      table.text('reference').notNullable();
      table.bigInteger('effective_at').notNullable();
      table.bigInteger('posted_at').notNullable();
      table.index(['effective_at', 'id']);
    });
    await knex.schema.createTable('ledger_entries', table => {
      table.string('posting_id', 64).notNullable().references('id').inTable('ledger_postings');
      table.integer('line').notNullable();
      table.string('account', 32).notNullable();
      table.string('org_id', 64);
      table.string('pack_id', 120);
      table.string('month', 7);
      table.string('currency', 3).notNullable();
      table.bigInteger('amount').notNullable();
      table.primary(['posting_id', 'line']);
      table.index(['account', 'pack_id', 'month', 'currency']);
      table.index(['account', 'org_id', 'currency']);
    });
    await refuseChanges(knex, dialect);
  },

  async down(knex, dialect) {
    for (const table of tables) await knex.schema.dropTable(table);
    if (dialect === 'pg') await knex.raw('drop function billing_ledger_is_append_only()');
  },
};
