import type { Migration } from '@netcrab/plugin-api/backend';

export const keysAndUsage: Migration = {
  name: '202611010900_keys_and_usage',

  async up(knex) {
    await knex.schema.createTable('buyer_api_keys', table => {
      table.string('id', 36).primary();
      table.string('org_id', 64).notNullable();
      table.string('label', 80).notNullable();
      table.string('mode', 4).notNullable();
      table.string('prefix', 16).notNullable();
      table.string('last_four', 4).notNullable();
      table.string('hash', 60).notNullable();
      // Hex HMAC-SHA256 of the whole key, keyed outside the database.
      table.string('lookup', 64).notNullable().unique();
      table.text('scopes').notNullable();
      table.text('allowed_cidrs').notNullable();
      table.string('created_by', 64).notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('expires_at');
      table.bigInteger('last_used_at');
      table.bigInteger('revoked_at');
      table.string('replaced_by', 36);
      table.index(['org_id', 'created_at']);
    });

    // One row: raised with every change to a key that must be seen at the next request.
    await knex.schema.createTable('buyer_api_key_changes', table => {
      table.integer('id').primary();
      table.bigInteger('generation').notNullable();
    });
    await knex('buyer_api_key_changes').insert({ id: 1, generation: 0 });

    await knex.schema.createTable('buyer_usage_counters', table => {
      table.string('org_id', 64).notNullable();
      table.string('pack_id', 120).notNullable();
      table.string('month', 7).notNullable();
      table.bigInteger('used').notNullable().defaultTo(0);
      table.bigInteger('updated_at').notNullable();
      table.primary(['org_id', 'pack_id', 'month']);
    });

    await knex.schema.createTable('buyer_usage_daily', table => {
      table.string('org_id', 64).notNullable();
      table.string('pack_id', 120).notNullable();
      table.string('date', 10).notNullable();
      table.string('key_id', 64).notNullable();
      table.bigInteger('rows').notNullable();
      table.bigInteger('requests').notNullable();
      table.primary(['org_id', 'pack_id', 'date', 'key_id']);
      table.index(['org_id', 'date']);
    });

    // Rows of a quota that an instance may deliver without asking; gone at `expires_at` unless renewed.
    await knex.schema.createTable('buyer_quota_leases', table => {
      table.string('id', 36).primary();
      table.string('org_id', 64).notNullable();
      table.string('pack_id', 120).notNullable();
      table.string('month', 7).notNullable();
      table.bigInteger('rows').notNullable();
      table.bigInteger('expires_at').notNullable();
      // Of the last settlement applied: a repeated one is recognised.
      table.bigInteger('settled_seq').notNullable().defaultTo(0);
      table.boolean('recalled').notNullable().defaultTo(false);
      table.index(['org_id', 'pack_id', 'month']);
    });
  },

  async down(knex) {
    for (const name of [
      'buyer_quota_leases',
      'buyer_usage_daily',
      'buyer_usage_counters',
      'buyer_api_key_changes',
      'buyer_api_keys',
    ]) {
      await knex.schema.dropTable(name);
    }
  },
};
