import type { Migration } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

/** The database itself refuses to change or remove an entry. */
async function forbidChanges(knex: Knex, dialect: 'sqlite' | 'pg'): Promise<void> {
  if (dialect === 'sqlite') {
    for (const action of ['update', 'delete'])
      await knex.raw(
        `create trigger core_audit_log_no_${action} before ${action} on core_audit_log
         begin select raise(abort, 'the audit log is append-only'); end`,
      );
    return;
  }
  await knex.raw(
    `create function core_audit_log_append_only() returns trigger language plpgsql as
     $$ begin raise exception 'the audit log is append-only'; end $$`,
  );
  await knex.raw(
    `create trigger core_audit_log_append_only before update or delete or truncate on core_audit_log
     for each statement execute function core_audit_log_append_only()`,
  );
}

export const auditMigrations: readonly Migration[] = [
  {
    name: '202611010020_audit',
    async up(knex, dialect) {
      await knex.schema.createTable('core_audit_log', table => {
        table.bigInteger('seq').primary();
        table.bigInteger('at').notNullable();
        table.string('action', 100).notNullable();
        table.string('actor_kind', 10).notNullable();
        table.string('actor_id', 200).notNullable();
        table.string('actor_name', 500);
        table.string('org_id', 100);
        table.string('target_type', 100).notNullable();
        table.string('target_id', 200).notNullable();
        table.string('target_name', 500);
        table.text('before');
        table.text('after');
        table.string('ip', 64);
        table.string('request_id', 100);
        table.string('hash', 64).notNullable();
        table.index(['at'], 'core_audit_log_by_at');
        table.index(['actor_id', 'seq'], 'core_audit_log_by_actor');
        table.index(['action', 'seq'], 'core_audit_log_by_action');
        table.index(['target_id', 'seq'], 'core_audit_log_by_target');
        table.index(['org_id', 'seq'], 'core_audit_log_by_org');
      });
      await knex.schema.createTable('core_audit_head', table => {
        table.integer('id').primary();
        table.bigInteger('seq').notNullable();
        table.string('hash', 64).notNullable();
      });
      await knex('core_audit_head').insert({ id: 1, seq: 0, hash: '' });
      await forbidChanges(knex, dialect);
    },
    async down(knex, dialect) {
      await knex.schema.dropTable('core_audit_log');
      await knex.schema.dropTable('core_audit_head');
      if (dialect === 'pg') await knex.raw('drop function core_audit_log_append_only()');
    },
  },
];
