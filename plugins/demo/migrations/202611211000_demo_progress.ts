import type { Migration } from '@netcrab/plugin-api/backend';

/** Steps of the demo's preparation, with what the next start must know of them. */
export const demoProgress: Migration = {
  name: '202611211000_demo_progress',
  async up(knex) {
    await knex.schema.createTable('demo_progress', table => {
      table.string('step', 120).primary();
      table.text('detail').notNullable();
      table.bigInteger('done_at');
    });
  },
  async down(knex) {
    await knex.schema.dropTable('demo_progress');
  },
};
