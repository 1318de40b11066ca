import { createHash } from 'node:crypto';
import type { Migration, WarehouseConnection, WarehouseMigration } from '@netcrab/plugin-api/backend';
import { testClock } from '@netcrab/plugin-api/testing';
import type { HostConfig } from '../config/schema';
import { connectDatabase } from '../services/database/connect';
import { createMigrator } from '../services/database/migrate';
import { createDatabaseService } from '../services/database/service';
import { createLogger } from '../services/logger';
import { createWarehouse } from '../services/warehouse';

/** What one table is, and what is in it. */
export interface StoredTable {
  readonly schema: string;
  readonly rows: number;
  readonly digest: string;
}

/** A store whose tables belong to whoever migrates them. */
export interface TableStore {
  /** By name, without the history of migrations. */
  tables(): Promise<Map<string, StoredTable>>;
  /** Names of applied migrations, by owner. */
  history(): Promise<Array<{ owner: string; name: string }>>;
  down(owner: string): Promise<string[]>;
  up(owner: string): Promise<string[]>;
  close(): Promise<void>;
}

const historyTable = 'core_migrations';
const digestOf = (rows: readonly unknown[]) => {
  const hash = createHash('sha256');
  for (const row of rows.map(one => JSON.stringify(one)).sort()) hash.update(row);
  return hash.digest('hex');
};

/** What the database says of each of its tables: columns, indexes and triggers, a line each. */
const schemas = {
  sqlite: `select tbl_name as name, coalesce(sql, name) as line from sqlite_master
    where tbl_name not like 'sqlite_%'`,
  pg: `select table_name as name, column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||
         coalesce(character_maximum_length, 0) || ' ' || coalesce(column_default, '') as line
       from information_schema.columns where table_schema = current_schema()
       union all select tablename, indexdef from pg_indexes where schemaname = current_schema()
       union all select event_object_table, trigger_name || action_statement from information_schema.triggers
         where trigger_schema = current_schema()`,
};

export async function openOperational(
  config: HostConfig['database'],
  dataDir: string,
  migrations: ReadonlyMap<string, readonly Migration[]>,
): Promise<TableStore> {
  const knex = await connectDatabase(config, dataDir);
  const migrator = createMigrator(createDatabaseService(knex, config.client), testClock());
  return {
    async tables() {
      const result = await knex.raw(schemas[config.client]);
      const lines = (config.client === 'pg' ? result.rows : result) as Array<{ name: string; line: string }>;
      const found = new Map<string, StoredTable>();
      for (const name of new Set(lines.map(line => line.name))) {
        if (name === historyTable) continue;
        const rows = await knex(name).select();
        const own = lines.filter(line => line.name === name).map(({ line }) => line);
        found.set(name, { schema: own.sort().join('\n'), rows: rows.length, digest: digestOf(rows) });
      }
      return found;
    },
    history: () => knex(historyTable).select('owner', 'name').orderBy(['owner', 'name']),
    down: owner => migrator.down(owner, migrations.get(owner) ?? [], null),
    up: owner => migrator.up(owner, migrations.get(owner) ?? []),
    close: () => knex.destroy(),
  };
}

export async function openWarehouse(
  dataDir: string,
  migrations: ReadonlyMap<string, readonly WarehouseMigration[]>,
): Promise<TableStore> {
  const logger = createLogger({ level: 'silent', format: 'json', write: () => undefined });
  const warehouse = createWarehouse({ dataDir, clock: testClock(), logger });
  const { query }: Pick<WarehouseConnection, 'query'> = warehouse.forPlugin('test');
  return {
    async tables() {
      const columns = await query<{ name: string; line: string }>(
        `SELECT table_name AS name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY ordinal_position) AS line
         FROM information_schema.columns GROUP BY table_name`,
      );
      const found = new Map<string, StoredTable>();
      for (const { name, line } of columns) {
        if (name === historyTable) continue;
        const [row] = await query<{ rows: bigint; digest: bigint | null }>(
          `SELECT count(*) AS rows, bit_xor(hash(stored)) AS digest FROM "${name}" AS stored`,
        );
        found.set(name, { schema: line, rows: Number(row?.rows), digest: String(row?.digest) });
      }
      return found;
    },
    history: () => query(`SELECT owner, name FROM ${historyTable} ORDER BY owner, name`),
    down: owner => warehouse.migrator.down(owner, migrations.get(owner) ?? [], null),
    up: owner => warehouse.migrator.up(owner, migrations.get(owner) ?? []),
    close: () => warehouse.close(),
  };
}
