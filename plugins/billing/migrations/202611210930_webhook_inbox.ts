import type { Migration } from '@netcrab/plugin-api/backend';

/** Stripe's events, without what they carry: their objects are fetched afresh. Times are epoch ms. */
export const webhookInbox: Migration = {
  name: '202611210930_webhook_inbox',

  async up(knex) {
    await knex.schema.createTable('stripe_webhook_events', table => {
      table.string('event_id', 100).primary();
      table.string('stripe_mode', 8).notNullable();
      table.string('endpoint', 10).notNullable();
      table.string('account', 100);
      table.string('type', 100).notNullable();
      table.string('object_id', 100);
      table.string('source', 10).notNullable();
      table.string('state', 10).notNullable();
      table.integer('attempts').notNullable();
      table.text('error');
      table.bigInteger('happened_at').notNullable();
      table.bigInteger('received_at').notNullable().index();
      table.bigInteger('processed_at');
      table.bigInteger('next_attempt_at');
      table.index(['state', 'next_attempt_at']);
    });
    // Which look at an object of Stripe is the newest: only it is written down.
    await knex.schema.createTable('stripe_object_looks', table => {
      table.string('object_id', 100).primary();
      table.bigInteger('begun').notNullable();
      table.bigInteger('written').notNullable();
    });
    await knex.schema.createTable('stripe_poll_cursors', table => {
      table.string('stripe_mode', 8).primary();
      table.bigInteger('listed_until').notNullable();
    });
  },

  async down(knex) {
    for (const table of ['stripe_poll_cursors', 'stripe_object_looks', 'stripe_webhook_events'])
      await knex.schema.dropTable(table);
  },
};
