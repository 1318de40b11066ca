import type { DatabaseService, Migration } from '@netcrab/plugin-api/backend';
import { testClock } from '@netcrab/plugin-api/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testDatabase } from '../testing/databases';
import { connectDatabase } from './database/connect';
import { createMigrator, type Migrator } from './database/migrate';
import { createDatabaseService } from './database/service';

export interface ServiceDatabase {
  readonly database: DatabaseService;
  readonly migrator: Migrator;
  readonly dataDir: string;
  /** Another connection to the same data, as a second instance would have. */
  connect(): Promise<DatabaseService>;
  drop(): Promise<void>;
}

/** A migrated database for the test of one core service. */
export async function openDatabase(
  kind: 'sqlite' | 'pg',
  migrations: readonly Migration[],
): Promise<ServiceDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-service-'));
  const { config, drop } = await testDatabase(kind);
  const opened: DatabaseService[] = [];
  const connect = async () => {
    const service = createDatabaseService(await connectDatabase(config, dataDir), kind);
    opened.push(service);
    return service;
  };
  const database = await connect();
  const migrator = createMigrator(database, testClock());
  await migrator.prepare();
  await migrator.up('core', migrations);
  return {
    database,
    migrator,
    dataDir,
    connect,
    async drop() {
      for (const { knex } of opened) await knex.destroy();
      await drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}
