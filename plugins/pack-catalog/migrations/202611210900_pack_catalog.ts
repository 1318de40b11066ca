import type { Migration } from '@netcrab/plugin-api/backend';

export const packCatalog: Migration = {
  name: '202611210900_pack_catalog',
  async up(knex) {
    await knex.schema.createTable('pack_pins', table => {
      table.string('org_id').notNullable();
      table.string('pack_id').notNullable();
      table.string('version').notNullable();
      table.boolean('auto_upgrade').notNullable();
      table.string('updated_by').notNullable();
      table.bigInteger('updated_at').notNullable();
      table.primary(['org_id', 'pack_id']);
    });
    await knex.schema.createTable('pack_downloads', table => {
      table.string('id').primary();
      table.string('org_id').notNullable();
      table.string('pack_id').notNullable();
      table.string('version').notNullable();
      table.string('build_id').notNullable();
      table.string('window').notNullable();
      table.string('month', 7).notNullable();
      table.string('format').notNullable();
      table.bigInteger('rows').notNullable();
      table.string('charged_to').notNullable();
      table.bigInteger('created_at').notNullable();
      // Charged once: two downloads that finish together cannot both be.
      table.unique(['org_id', 'pack_id', 'month', 'build_id', 'version', 'window'], {
        indexName: 'pack_downloads_charged_once',
      });
    });
  },
  async down(knex) {
    await knex.schema.dropTable('pack_downloads');
    await knex.schema.dropTable('pack_pins');
  },
};
