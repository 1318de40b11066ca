import type { Migration } from '@netcrab/plugin-api/backend';

export const packBuilderTables: Migration = {
  name: '202611211000_pack_builder',
  async up(knex) {
    /** What the definition files said at the last start, to notice what changed. */
    await knex.schema.createTable('pack_definitions', table => {
      table.string('pack_id', 64).primary();
      table.string('digest', 64).notNullable();
      table.bigInteger('loaded_at').notNullable();
    });
    await knex.schema.createTable('pack_versions', table => {
      table.string('pack_id', 64).notNullable();
      table.string('version', 16).notNullable();
      /** draft, active or deprecated. */
      table.string('status', 16).notNullable();
      table.bigInteger('created_at').notNullable();
      table.text('changelog').notNullable();
      table.boolean('breaking').notNullable();
      table.text('fields').notNullable();
      table.string('schema_digest', 64).notNullable();
      table.string('method_digest', 64).notNullable();
      table.primary(['pack_id', 'version']);
    });
    await knex.schema.createTable('pack_builds', table => {
      table.increments('seq');
      table.string('id', 64).notNullable().unique();
      table.string('pack_id', 64).notNullable();
      table.string('run_id', 64).notNullable();
      table.string('as_of', 10).notNullable();
      table.string('reason', 64).notNullable();
      /** published, unchanged, withheld or failed. */
      table.string('status', 16).notNullable();
      table.string('version', 16);
      table.bigInteger('started_at').notNullable();
      table.bigInteger('finished_at').notNullable();
      table.text('message');
      table.text('report');
      table.index(['pack_id', 'seq']);
    });
    await knex.schema.createTable('pack_snapshots', table => {
      table.increments('seq');
      table.string('pack_id', 64).notNullable();
      table.string('version', 16).notNullable();
      table.string('build_id', 64).notNullable();
      /** `latest` or a month. */
      table.string('window', 16).notNullable();
      table.bigInteger('built_at').notNullable();
      table.bigInteger('rows').notNullable();
      table.text('files').notNullable();
      table.unique(['pack_id', 'version', 'build_id', 'window']);
    });
    /** Which products a pack's new cells may read. */
    await knex.schema.createTable('pack_roster', table => {
      table.string('pack_id', 64).notNullable();
      table.string('org_id').notNullable();
      table.string('product_id', 64).notNullable();
      table.string('vertical', 32).notNullable();
      /** joining, member, leaving or left. */
      table.string('state', 16).notNullable();
      table.bigInteger('changed_at').notNullable();
      table.primary(['pack_id', 'org_id', 'product_id']);
    });
    await knex.schema.createTable('pack_months', table => {
      table.string('pack_id', 64).notNullable();
      table.string('month', 7).notNullable();
      table.integer('epoch').notNullable();
      /** All windows of the month are decided; nothing of it is read again in this epoch. */
      table.boolean('closed').notNullable();
      /** The level of each key for windows of this month; null until it is planned. */
      table.text('plan');
      table.primary(['pack_id', 'month']);
    });
    /** Decided windows, frozen: the release ledger's windows. */
    await knex.schema.createTable('pack_windows', table => {
      table.string('pack_id', 64).notNullable();
      table.string('month', 7).notNullable();
      table.string('grain', 8).notNullable();
      table.string('start', 10).notNullable();
      table.integer('epoch').notNullable();
      table.string('build_id', 64).notNullable();
      table.text('outcome').notNullable();
      table.primary(['pack_id', 'month', 'grain', 'start']);
    });
    /** Privacy spent, per source (a vertical's data), day and pack. */
    await knex.schema.createTable('pack_ledger', table => {
      table.string('source', 32).notNullable();
      table.string('day', 10).notNullable();
      table.string('pack_id', 64).notNullable();
      table.integer('epoch').notNullable();
      /** plan or release. */
      table.string('purpose', 16).notNullable();
      table.double('rho').notNullable();
      table.string('build_id', 64).notNullable();
      table.primary(['source', 'day', 'pack_id', 'epoch', 'purpose']);
    });
    await knex.schema.createTable('pack_requests', table => {
      table.string('id', 64).primary();
      table.string('pack_id', 64);
      table.string('as_of', 10);
      table.string('restate_from', 10);
      table.string('reason', 64).notNullable();
      table.bigInteger('requested_at').notNullable();
    });
    /** Sessions each org contributed, from which payouts are computed. Never part of a pack. */
    await knex.schema.createTable('marketplace_org_contrib', table => {
      table.string('pack_id', 64).notNullable();
      table.string('month', 7).notNullable();
      table.string('org_id').notNullable();
      table.bigInteger('sessions').notNullable();
      table.primary(['pack_id', 'month', 'org_id']);
      table.index(['org_id', 'month']);
    });
    /** How far telemetry's changes were counted. */
    await knex.schema.createTable('pack_lineage', table => {
      table.string('pack_id', 64).primary();
      table.bigInteger('seq').notNullable();
      table.string('roster_digest', 64).notNullable();
    });
  },
  async down(knex) {
    const tables = [
      'pack_lineage',
      'marketplace_org_contrib',
      'pack_requests',
      'pack_ledger',
      'pack_windows',
      'pack_months',
    ];
    for (const table of [
      ...tables,
      'pack_roster',
      'pack_snapshots',
      'pack_builds',
      'pack_versions',
      'pack_definitions',
    ]) {
      await knex.schema.dropTable(table);
    }
  },
};
