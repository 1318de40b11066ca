import type { Migration } from '@netcrab/plugin-api/backend';

/** Which product a note is about, so that it can be deleted with the product. */
export const noteProducts: Migration = {
  name: '202611212145_note_products',

  async up(knex) {
    await knex.schema.alterTable('insights_notes', table => table.string('product_id', 64));
  },

  async down(knex) {
    await knex.schema.alterTable('insights_notes', table => table.dropColumn('product_id'));
  },
};
