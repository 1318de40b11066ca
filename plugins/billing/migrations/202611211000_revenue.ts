import type { Migration } from '@netcrab/plugin-api/backend';

/** Closed months and the rates they close on. Months are `2026-11`, amounts minor units, times epoch ms. */
export const revenue: Migration = {
  name: '202611211000_revenue',

  async up(knex) {
    // Never changed: of several for one subject and month the newest counts.
    await knex.schema.createTable('commission_rates', table => {
      table.string('id', 64).primary();
      table.string('scope', 16).notNullable();
      table.string('subject', 64);
      table.integer('basis_points').notNullable();
      table.string('effective_month', 7).notNullable();
      table.text('reason').notNullable();
      table.string('created_by', 120).notNullable();
      table.bigInteger('created_at').notNullable();
      table.index(['effective_month']);
    });
    await knex.schema.createTable('billing_frozen_packs', table => {
      table.string('month', 7).notNullable();
      table.string('pack_id', 120).notNullable();
      table.integer('basis_points').notNullable();
      table.bigInteger('sessions').notNullable();
      // SHA-256 of the contributions and the rates.
      table.string('hash', 64).notNullable();
      table.bigInteger('frozen_at').notNullable();
      table.primary(['month', 'pack_id']);
    });
    await knex.schema.createTable('billing_frozen_contributions', table => {
      table.string('month', 7).notNullable();
      table.string('pack_id', 120).notNullable();
      table.string('org_id', 64).notNullable();
      table.bigInteger('sessions').notNullable();
      table.integer('basis_points').notNullable();
      table.primary(['month', 'pack_id', 'org_id']);
      table.index(['org_id', 'month']);
    });
    await knex.schema.createTable('marketplace_pack_revenue', table => {
      table.string('pack_id', 120).notNullable();
      table.string('month', 7).notNullable();
      table.string('currency', 3).notNullable();
      table.bigInteger('gross').notNullable();
      table.bigInteger('fee').notNullable();
      table.bigInteger('pool').notNullable();
      table.bigInteger('unallocated').notNullable();
      table.bigInteger('sessions').notNullable();
      table.string('hash', 64).notNullable();
      table.bigInteger('closed_at').notNullable();
      table.primary(['pack_id', 'month', 'currency']);
      table.index(['month']);
    });
    await knex.schema.createTable('billing_closed_months', table => {
      table.string('month', 7).primary();
      table.bigInteger('closed_at').notNullable();
    });
  },

  async down(knex) {
    for (const table of [
      'billing_closed_months',
      'marketplace_pack_revenue',
      'billing_frozen_contributions',
      'billing_frozen_packs',
      'commission_rates',
    ])
      await knex.schema.dropTable(table);
  },
};
