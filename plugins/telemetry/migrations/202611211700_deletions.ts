import type { Migration } from '@netcrab/plugin-api/backend';

export const deletionTables: Migration = {
  name: '202611211700_deletions',
  async up(knex) {
    await knex.schema.createTable('telemetry_deletions', table => {
      table.string('id').primary();
      table.string('org_id').notNullable();
      table.string('product_id', 64).notNullable();
      /** Whose data; null for the whole product, and once it is done. */
      table.string('user_hash', 128);
      /** SHA-256 of org, product and user hash; null for the whole product. */
      table.string('subject', 64);
      /** `requested`, `running` or `done`. */
      table.string('state', 16).notNullable();
      table.string('requested_by').notNullable();
      table.bigInteger('requested_at').notNullable();
      table.bigInteger('finished_at');
      /** JSON. */
      table.text('proof');
      table.index(['org_id', 'product_id', 'requested_at']);
      table.index(['state', 'requested_at']);
    });
  },
  async down(knex) {
    await knex.schema.dropTable('telemetry_deletions');
  },
};
