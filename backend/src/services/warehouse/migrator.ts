import type {
  Clock,
  MigrationReport,
  WarehouseConnection,
  WarehouseMigration,
} from '@netcrab/plugin-api/backend';
import { MigrationsAheadError } from '../database/migrate';

const history = 'core_migrations';

export interface WarehouseMigrator {
  /** Applies what is pending, each in a transaction with its history row. */
  up(owner: string, migrations: readonly WarehouseMigration[]): Promise<string[]>;
  /** Undoes, newest first, everything after `to`; all of it for null. */
  down(owner: string, migrations: readonly WarehouseMigration[], to: string | null): Promise<string[]>;
  report(owner: string, migrations: readonly WarehouseMigration[]): Promise<MigrationReport[]>;
}

/** What migrating needs: statements, and a transaction of its own. */
export interface MigrationTarget extends WarehouseConnection {
  transaction<T>(work: (connection: WarehouseConnection) => Promise<T>): Promise<T>;
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** The warehouse keeps its own history, in itself, so that a copied file says what it is. */
export function createWarehouseMigrator(target: MigrationTarget, clock: Clock): WarehouseMigrator {
  async function applied(owner: string): Promise<Array<{ name: string; applied_at: number }>> {
    await target.run(
      `CREATE TABLE IF NOT EXISTS ${history} (owner VARCHAR, name VARCHAR, applied_at TIMESTAMP, PRIMARY KEY (owner, name))`,
    );
    return target.query(`SELECT name, applied_at FROM ${history} WHERE owner = $1 ORDER BY name`, [owner]);
  }

  return {
    async up(owner, migrations) {
      const have = new Set((await applied(owner)).map(row => row.name));
      const ahead = [...have].filter(name => !migrations.some(migration => migration.name === name));
      if (ahead.length > 0) throw new MigrationsAheadError(owner, ahead);
      const done: string[] = [];
      for (const { name, up } of [...migrations].sort(byName)) {
        if (have.has(name)) continue;
        await target.transaction(async connection => {
          for (const statement of up) await connection.run(statement);
          await connection.run(`INSERT INTO ${history} VALUES ($1, $2, $3)`, [owner, name, clock.now()]);
        });
        done.push(name);
      }
      return done;
    },

    async down(owner, migrations, to) {
      const done: string[] = [];
      for (const { name } of (await applied(owner)).reverse()) {
        if (to !== null && name <= to) break;
        const migration = migrations.find(one => one.name === name);
        if (!migration) throw new MigrationsAheadError(owner, [name]);
        await target.transaction(async connection => {
          for (const statement of migration.down) await connection.run(statement);
          await connection.run(`DELETE FROM ${history} WHERE owner = $1 AND name = $2`, [owner, name]);
        });
        done.push(name);
      }
      return done;
    },

    async report(owner, migrations) {
      const have = new Map((await applied(owner)).map(row => [row.name, row.applied_at]));
      const names = new Set([...migrations.map(migration => migration.name), ...have.keys()]);
      return [...names].sort().map(name => {
        const known = migrations.some(migration => migration.name === name);
        const state = !known ? 'ahead' : have.has(name) ? 'applied' : 'pending';
        return { name, store: 'warehouse', state, appliedAt: have.get(name) ?? null };
      });
    },
  };
}
