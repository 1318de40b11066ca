import type { Migration } from '@netcrab/plugin-api/backend';

export const insights: Migration = {
  name: '202611211640_insights',

  async up(knex) {
    await knex.schema.createTable('insights_segments', table => {
      table.string('id', 64).primary();
      table.string('org_id', 64).notNullable();
      table.string('name', 80).notNullable();
      // JSON of the filters, as the contract names them.
      table.text('filters').notNullable();
      table.text('created_by').notNullable();
      table.bigInteger('created_at').notNullable();
      table.unique(['org_id', 'name']);
    });
    // Notes are found anew from facts; what was shown is kept, so that a judgement of it stays understandable.
    await knex.schema.createTable('insights_notes', table => {
      table.string('org_id', 64).notNullable();
      table.string('note_id', 20).notNullable();
      table.text('title').notNullable();
      table.bigInteger('first_shown_at').notNullable();
      table.primary(['org_id', 'note_id']);
    });
    await knex.schema.createTable('insights_note_feedback', table => {
      table.string('id', 64).primary();
      table.string('org_id', 64).notNullable();
      table.string('note_id', 20).notNullable();
      // Null takes the judgement before back. The latest counts, all are kept.
      table.string('verdict', 16);
      table.text('given_by').notNullable();
      table.bigInteger('given_at').notNullable();
      table.foreign(['org_id', 'note_id']).references(['org_id', 'note_id']).inTable('insights_notes');
      table.index(['org_id', 'note_id', 'given_at', 'id']);
    });
  },

  async down(knex) {
    await knex.schema.dropTable('insights_note_feedback');
    await knex.schema.dropTable('insights_notes');
    await knex.schema.dropTable('insights_segments');
  },
};
