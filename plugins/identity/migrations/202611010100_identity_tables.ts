import type { Migration } from '@netcrab/plugin-api/backend';

/** Times are epoch ms. */
export const identityTables: Migration = {
  name: '202611010100_identity_tables',
  async up(knex) {
    await knex.schema.createTable('users', table => {
      table.string('id', 64).primary();
      table.string('name', 120).notNullable();
      table.string('email', 254).notNullable();
      /** The address in lower case; `deleted:<id>` once the account is gone. */
      table.string('email_key', 254).notNullable().unique();
      table.text('password_hash');
      table.bigInteger('email_verified_at');
      table.bigInteger('created_at').notNullable();
      table.bigInteger('deleted_at');
    });
    await knex.schema.createTable('orgs', table => {
      table.string('id', 64).primary();
      table.string('name', 120).notNullable();
      table.string('kind', 10).notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('closed_at');
    });
    await knex.schema.createTable('memberships', table => {
      table.string('org_id', 64).notNullable().references('id').inTable('orgs');
      table.string('user_id', 64).notNullable().references('id').inTable('users');
      table.string('role', 40).notNullable();
      table.bigInteger('created_at').notNullable();
      table.primary(['org_id', 'user_id', 'role']);
      table.index(['user_id']);
    });
    await knex.schema.createTable('invitations', table => {
      table.string('id', 64).primary();
      table.string('org_id', 64).notNullable().references('id').inTable('orgs');
      table.string('email', 254).notNullable();
      table.string('email_key', 254).notNullable().index();
      table.text('roles').notNullable();
      table.string('invited_by', 64).references('id').inTable('users');
      /** Counts the mails: only the link of the last one works. */
      table.integer('issue').notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('sent_at').notNullable();
      table.bigInteger('expires_at').notNullable();
      table.bigInteger('accepted_at');
      table.bigInteger('revoked_at');
    });
    // One open invitation per address and org; SQLite and Postgres write this alike.
    await knex.raw(
      'create unique index invitations_open on invitations (org_id, email_key) where accepted_at is null and revoked_at is null',
    );
    await knex.schema.createTable('oauth_identities', table => {
      table.string('provider', 40).notNullable();
      table.string('subject', 255).notNullable();
      table.string('user_id', 64).notNullable().references('id').inTable('users').index();
      table.string('email', 254);
      table.bigInteger('created_at').notNullable();
      table.primary(['provider', 'subject']);
    });
  },
  async down(knex) {
    for (const table of ['oauth_identities', 'invitations', 'memberships', 'orgs', 'users']) {
      await knex.schema.dropTable(table);
    }
  },
};
