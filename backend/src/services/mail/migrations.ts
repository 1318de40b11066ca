import type { Migration } from '@netcrab/plugin-api/backend';

export const mailMigrations: readonly Migration[] = [
  {
    name: '202611010040_mail',
    async up(knex) {
      await knex.schema.createTable('core_mail_outbox', table => {
        table.string('id', 36).primary();
        table.string('recipient', 320).notNullable();
        table.text('subject').notNullable();
        table.text('text_body').notNullable();
        table.text('html_body');
        table.string('state', 10).notNullable();
        table.integer('attempts').notNullable().defaultTo(0);
        table.text('error');
        table.bigInteger('created_at').notNullable();
        table.bigInteger('next_at').notNullable();
        table.bigInteger('finished_at');
        table.index(['state', 'next_at'], 'core_mail_outbox_due');
      });
    },
    async down(knex) {
      await knex.schema.dropTable('core_mail_outbox');
    },
  },
];
