import type { Migration } from '@netcrab/plugin-api/backend';

export const eventsMigrations: readonly Migration[] = [
  {
    name: '202611010010_events',
    async up(knex) {
      await knex.schema.createTable('core_outbox', table => {
        table.bigIncrements('seq');
        table.string('id', 36).notNullable().unique();
        table.string('type', 100).notNullable();
        table.string('event_key', 200).notNullable();
        table.text('payload').notNullable();
        table.bigInteger('published_at').notNullable();
        table.index(['type', 'seq'], 'core_outbox_by_type');
        table.index(['published_at'], 'core_outbox_by_time');
      });
      await knex.schema.createTable('core_event_subscriptions', table => {
        table.string('subscriber', 200).notNullable();
        table.string('type', 100).notNullable();
        table.bigInteger('since').notNullable();
        table.primary(['subscriber', 'type']);
        table.index(['type'], 'core_event_subscriptions_by_type');
      });
      await knex.schema.createTable('core_event_deliveries', table => {
        table.string('subscriber', 200).notNullable();
        table.bigInteger('seq').notNullable();
        table.string('event_key', 200).notNullable();
        table.string('state', 10).notNullable().defaultTo('pending');
        table.integer('attempts').notNullable().defaultTo(0);
        table.bigInteger('next_at').notNullable().defaultTo(0);
        table.bigInteger('claimed_until').notNullable().defaultTo(0);
        table.string('claimed_by', 100);
        table.text('error');
        table.primary(['subscriber', 'seq']);
        table.index(['subscriber', 'event_key', 'state', 'seq'], 'core_event_deliveries_in_order');
        table.index(['state', 'next_at'], 'core_event_deliveries_due');
        table.index(['seq'], 'core_event_deliveries_by_seq');
      });
    },
    async down(knex) {
      for (const table of ['core_event_deliveries', 'core_event_subscriptions', 'core_outbox'])
        await knex.schema.dropTable(table);
    },
  },
];
