import type { Migration } from '@netcrab/plugin-api/backend';

export const subscriptions: Migration = {
  name: '202611010910_subscriptions',

  async up(knex) {
    await knex.schema.createTable('buyer_subscriptions', table => {
      table.string('id', 64).primary();
      table.string('org_id', 64).notNullable();
      table.string('tier', 16).notNullable();
      // True: every pack, now and later; else those of buyer_subscription_packs.
      table.boolean('all_packs').notNullable();
      table.string('status', 16).notNullable();
      table.bigInteger('starts_at').notNullable();
      table.bigInteger('ends_at');
      table.text('reason').notNullable();
      table.string('granted_by', 64).notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.index(['org_id', 'ends_at']);
      table.index(['created_at']);
    });
    await knex.schema.createTable('buyer_subscription_packs', table => {
      table
        .string('subscription_id', 64)
        .notNullable()
        .references('id')
        .inTable('buyer_subscriptions')
        .onDelete('CASCADE');
      table.string('pack_id', 120).notNullable();
      table.primary(['subscription_id', 'pack_id']);
    });
  },

  async down(knex) {
    await knex.schema.dropTable('buyer_subscription_packs');
    await knex.schema.dropTable('buyer_subscriptions');
  },
};
