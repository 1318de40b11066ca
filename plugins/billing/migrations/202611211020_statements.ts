import type { Migration } from '@netcrab/plugin-api/backend';

/** Statements of closed months as they were issued, in canonical JSON. */
export const statements: Migration = {
  name: '202611211020_statements',

  async up(knex) {
    await knex.schema.createTable('statements', table => {
      table.string('org_id', 64).notNullable();
      table.string('month', 7).notNullable();
      table.string('currency', 3).notNullable();
      table.text('document').notNullable();
      table.string('hash', 64).notNullable();
      table.bigInteger('issued_at').notNullable();
      table.primary(['org_id', 'month', 'currency']);
      table.index(['month']);
    });
    // When all statements of a closed month were issued.
    await knex.raw('alter table billing_closed_months add column statements_issued_at bigint');
  },

  async down(knex) {
    await knex.raw('alter table billing_closed_months drop column statements_issued_at');
    await knex.schema.dropTable('statements');
  },
};
