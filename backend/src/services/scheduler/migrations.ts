import type { Migration } from '@netcrab/plugin-api/backend';

export const schedulerMigrations: readonly Migration[] = [
  {
    name: '202611010030_scheduler',
    async up(knex) {
      await knex.schema.createTable('core_job_runs', table => {
        table.string('id', 36).primary();
        table.string('job_id', 200).notNullable();
        table.string('trigger', 10).notNullable();
        table.string('status', 10).notNullable();
        table.string('instance_id', 100).notNullable();
        table.bigInteger('started_at').notNullable();
        table.bigInteger('finished_at');
        table.double('progress').notNullable().defaultTo(0);
        table.text('message');
        table.text('error');
        table.text('result');
        table.text('log').notNullable().defaultTo('');
        table.index(['job_id', 'started_at'], 'core_job_runs_by_job');
        table.index(['status'], 'core_job_runs_by_status');
      });
      await knex.schema.createTable('core_job_tickets', table => {
        table.string('job_id', 200).primary();
        table.string('run_id', 36);
        table.bigInteger('expires_at').notNullable().defaultTo(0);
        table.bigInteger('last_slot_at').notNullable();
      });
    },
    async down(knex) {
      await knex.schema.dropTable('core_job_tickets');
      await knex.schema.dropTable('core_job_runs');
    },
  },
];
