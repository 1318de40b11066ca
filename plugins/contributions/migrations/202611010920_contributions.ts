import type { Migration } from '@netcrab/plugin-api/backend';

export const contributions: Migration = {
  name: '202611010920_contributions',

  async up(knex) {
    await knex.schema.createTable('marketplace_offered_packs', table => {
      table.string('pack_id', 120).primary();
      table.text('title').notNullable();
      table.string('vertical', 32).notNullable();
    });
    await knex.schema.createTable('marketplace_optin_orgs', table => {
      table.string('org_id', 64).primary();
      table.boolean('enabled').notNullable();
      table.bigInteger('changed_at').notNullable();
    });
    await knex.schema.createTable('marketplace_optins', table => {
      table.string('org_id', 64).notNullable().references('org_id').inTable('marketplace_optin_orgs');
      table.string('product_id', 120).notNullable();
      table.string('pack_id', 120).notNullable();
      table.boolean('enabled').notNullable();
      table.bigInteger('changed_at').notNullable();
      table.primary(['org_id', 'product_id', 'pack_id']);
      // A build asks for one pack's contributors.
      table.index(['pack_id', 'enabled']);
    });
    await knex.schema.createTable('marketplace_optin_changes', table => {
      table.string('id', 64).primary();
      table.string('org_id', 64).notNullable();
      // Both null: the organisation's own switch.
      table.string('product_id', 120);
      table.string('pack_id', 120);
      table.boolean('enabled').notNullable();
      table.bigInteger('changed_at').notNullable();
      table.string('actor_kind', 16).notNullable();
      table.string('actor_id', 120).notNullable();
      table.text('actor_name').notNullable();
      table.index(['org_id', 'changed_at', 'id']);
    });
  },

  async down(knex) {
    await knex.schema.dropTable('marketplace_optin_changes');
    await knex.schema.dropTable('marketplace_optins');
    await knex.schema.dropTable('marketplace_optin_orgs');
    await knex.schema.dropTable('marketplace_offered_packs');
  },
};
