import type { Clock, DatabaseService, Migration, MigrationReport } from '@netcrab/plugin-api/backend';
import type { Knex } from 'knex';

const history = 'core_migrations';

/** A migration of the database that this build does not know: the data is newer than the program. */
export class MigrationsAheadError extends Error {
  override readonly name = 'MigrationsAheadError';
  constructor(
    readonly owner: string,
    readonly ahead: readonly string[],
  ) {
    super(
      `The database is ahead of ${owner}: ${ahead.join(', ')} ${ahead.length === 1 ? 'was' : 'were'} applied by a newer version. ` +
        `Run that newer version, or go down with it first: npm run migrations -- down ${owner} --to ${ahead[0]} (exclusive), then start this one.`,
    );
  }
}

export interface Migrator {
  prepare(): Promise<void>;
  /** Applies what is pending, each in a transaction with its history row. */
  up(owner: string, migrations: readonly Migration[]): Promise<string[]>;
  /** Undoes, newest first, everything after `to`; all of it for null. */
  down(owner: string, migrations: readonly Migration[], to: string | null): Promise<string[]>;
  report(owner: string, migrations: readonly Migration[]): Promise<MigrationReport[]>;
}

export function createMigrator({ knex, dialect, transaction }: DatabaseService, clock: Clock): Migrator {
  const applied = async (owner: string): Promise<Array<{ name: string; applied_at: number }>> =>
    knex(history).select('name', 'applied_at').where({ owner }).orderBy('name');

  /** Two instances that start at once must not both migrate. */
  const exclusively = (work: (trx: Knex.Transaction) => Promise<void>) =>
    transaction(async trx => {
      if (dialect === 'pg') await trx.raw(`select pg_advisory_xact_lock(hashtext('netcrab.migrations'))`);
      await work(trx);
    });

  const migrator: Migrator = {
    async prepare() {
      if (await knex.schema.hasTable(history)) return;
      await exclusively(async trx => {
        if (await trx.schema.hasTable(history)) return;
        await trx.schema.createTable(history, table => {
          table.string('owner', 100).notNullable();
          table.string('name', 200).notNullable();
          table.bigInteger('applied_at').notNullable();
          table.primary(['owner', 'name']);
        });
      });
    },

    async up(owner, migrations) {
      const have = new Set((await applied(owner)).map(row => row.name));
      const known = new Set(migrations.map(migration => migration.name));
      const ahead = [...have].filter(name => !known.has(name));
      if (ahead.length > 0) throw new MigrationsAheadError(owner, ahead);
      const done: string[] = [];
      for (const migration of [...migrations].sort(byName)) {
        if (have.has(migration.name)) continue;
        await exclusively(async trx => {
          if (await trx(history).where({ owner, name: migration.name }).first()) return;
          await migration.up(trx, dialect);
          await trx(history).insert({ owner, name: migration.name, applied_at: clock.now() });
        });
        done.push(migration.name);
      }
      return done;
    },

    async down(owner, migrations, to) {
      const done: string[] = [];
      for (const { name } of (await applied(owner)).reverse()) {
        if (to !== null && name <= to) break;
        const migration = migrations.find(one => one.name === name);
        if (!migration) throw new MigrationsAheadError(owner, [name]);
        await exclusively(async trx => {
          await migration.down(trx, dialect);
          await trx(history).where({ owner, name }).delete();
        });
        done.push(name);
      }
      return done;
    },

    async report(owner, migrations) {
      const have = new Map((await applied(owner)).map(row => [row.name, row.applied_at]));
      const known = [...migrations]
        .sort(byName)
        .map(({ name }) => row(name, have.has(name) ? 'applied' : 'pending', have.get(name)));
      const ahead = [...have.keys()].filter(name => !migrations.some(one => one.name === name));
      return [...known, ...ahead.map(name => row(name, 'ahead', have.get(name)))];
    },
  };
  return migrator;
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
const row = (
  name: string,
  state: MigrationReport['state'],
  appliedAt = null as number | null | undefined,
): MigrationReport => ({
  name,
  store: 'database',
  state,
  appliedAt: appliedAt ?? null,
});
