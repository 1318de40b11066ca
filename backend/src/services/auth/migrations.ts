import type { Migration } from '@netcrab/plugin-api/backend';

export const authMigrations: Migration[] = [
  {
    name: '202611010001_sessions',
    async up(knex) {
      await knex.schema.createTable('core_sessions', table => {
        /** SHA-256 of the cookie's id: who reads the database cannot take over a session. */
        table.string('sid_hash', 64).primary();
        table.string('id', 40).notNullable().unique();
        table.string('user_id', 64).notNullable().index();
        table.text('data').notNullable();
        table.string('user_agent', 300).notNullable();
        table.string('ip', 64).notNullable();
        table.bigInteger('created_at').notNullable();
        table.bigInteger('last_seen_at').notNullable();
        table.bigInteger('expires_at').notNullable().index();
      });
    },
    async down(knex) {
      await knex.schema.dropTable('core_sessions');
    },
  },
];
