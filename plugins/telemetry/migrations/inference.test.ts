import { createWarehouse } from '@netcrab/backend/testing';
import type { Logger } from '@netcrab/plugin-api/backend';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startTelemetryPortal } from '../backend/testing/telemetryPortal';
import { taskTypeTables } from './202611211645_task_types';
import { warehouseMigrations } from './warehouse';

const logger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  child: () => logger,
};

it('the tables of inference go down with data in, and leave runs as they were told', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'telemetry-migrations-'));
  const warehouse = createWarehouse({ dataDir, clock: { now: () => 0 }, logger });
  try {
    const facts = warehouse.forPlugin('telemetry', warehouseMigrations);
    await facts.run(`INSERT INTO fact_task_runs (org_id, task_type, original_task_type, inferred) VALUES
      ('org_1', 'create', 'add', false), ('org_1', 'list', NULL, false), ('org_1', 'fill-form', NULL, true)`);
    await facts.run("INSERT INTO flow_archetypes (org_id, steps) VALUES ('org_1', ['form › open'])");
    await facts.run("INSERT INTO dim_task_types (org_id, task_type) VALUES ('org_1', 'create')");
    await warehouse.migrator.down('telemetry', warehouseMigrations, '202611211002_screens');
    expect(await facts.query('SELECT task_type FROM fact_task_runs ORDER BY 1')).toEqual([
      { task_type: 'add' },
      { task_type: 'list' },
    ]);
    await expect(facts.query('SELECT * FROM flow_archetypes')).rejects.toThrow(/does not exist/);
    await warehouse.migrator.up('telemetry', warehouseMigrations);
    expect(
      await facts.query('SELECT task_type, original_task_type FROM fact_task_runs WHERE inferred'),
    ).toEqual([]);
    expect(await facts.query('SELECT * FROM flow_archetypes')).toEqual([]);
  } finally {
    await warehouse.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
});

const databases = ['sqlite', ...(process.env.TEST_POSTGRES_URL ? ['pg'] : [])] as Array<'sqlite' | 'pg'>;

it.each(databases)('what was decided on task types goes down and up with data in (%s)', async database => {
  const portal = await startTelemetryPortal({ database });
  try {
    const { knex, dialect } = portal.core.database;
    const row = { org_id: 'org_1', product_id: 'crm', task_type: 'add', changed_at: 1 };
    await knex('telemetry_task_labels').insert({ ...row, label: 'Add' });
    await knex('telemetry_task_merges').insert({ ...row, merged_into: 'create' });
    await taskTypeTables.down(knex, dialect);
    expect(await knex.schema.hasTable('telemetry_task_merges')).toBe(false);
    await taskTypeTables.up(knex, dialect);
    expect(await knex('telemetry_task_merges').select('*')).toEqual([]);
  } finally {
    await portal.stop();
  }
});
