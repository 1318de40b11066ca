import type { Migration } from '@netcrab/plugin-api/backend';

/** What people decided about task types; the runs follow in the warehouse. */
export const taskTypeTables: Migration = {
  name: '202611211645_task_types',
  async up(knex) {
    await knex.schema.createTable('telemetry_task_labels', table => {
      table.string('org_id').notNullable();
      table.string('product_id', 64).notNullable();
      table.string('task_type', 128).notNullable();
      table.string('label', 80).notNullable();
      table.bigInteger('changed_at').notNullable();
      table.primary(['org_id', 'product_id', 'task_type']);
    });
    await knex.schema.createTable('telemetry_task_merges', table => {
      table.string('org_id').notNullable();
      table.string('product_id', 64).notNullable();
      table.string('task_type', 128).notNullable();
      table.string('merged_into', 128).notNullable();
      table.bigInteger('changed_at').notNullable();
      table.primary(['org_id', 'product_id', 'task_type']);
    });
  },
  async down(knex) {
    await knex.schema.dropTable('telemetry_task_merges');
    await knex.schema.dropTable('telemetry_task_labels');
  },
};
