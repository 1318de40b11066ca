import type { Migration } from '@netcrab/plugin-api/backend';

export const telemetryTables: Migration = {
  name: '202611211000_telemetry',
  async up(knex) {
    await knex.schema.createTable('telemetry_products', table => {
      table.string('org_id').notNullable();
      table.string('product_id', 64).notNullable();
      table.string('name').notNullable();
      table.string('vertical', 32).notNullable();
      table.bigInteger('created_at').notNullable();
      table.primary(['org_id', 'product_id']);
    });
    await knex.schema.createTable('telemetry_ingest_keys', table => {
      table.string('id').primary();
      table.string('org_id').notNullable().index();
      table.string('label').notNullable();
      /** HMAC of the secret, keyed outside the database. */
      table.string('lookup', 64).notNullable().unique();
      table.string('hint', 32).notNullable();
      table.text('origins').notNullable();
      table.string('created_by').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('last_used_at');
      table.bigInteger('revoked_at');
    });
    await knex.schema.createTable('telemetry_counters', table => {
      table.string('org_id').notNullable();
      table.string('product_id', 64).notNullable();
      /** UTC day of receipt, ISO. */
      table.string('day', 10).notNullable();
      /** What is counted: `accepted`, `duplicates`, `late`, `rejected:<rule>`, `sdk:<version>`. */
      table.string('counter', 96).notNullable();
      table.bigInteger('count').notNullable();
      table.bigInteger('last_at').notNullable();
      table.primary(['org_id', 'product_id', 'day', 'counter']);
    });
  },
  async down(knex) {
    await knex.schema.dropTable('telemetry_counters');
    await knex.schema.dropTable('telemetry_ingest_keys');
    await knex.schema.dropTable('telemetry_products');
  },
};
