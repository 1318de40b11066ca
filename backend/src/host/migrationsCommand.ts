import type { Knex } from 'knex';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError } from '../config/errors';
import type { LoadedConfig } from '../config/load';
import { createSystemClock } from '../services/clock';
import { connectDatabase } from '../services/database/connect';
import { createMigrator } from '../services/database/migrate';
import { createDatabaseService } from '../services/database/service';
import { coreMigrations } from './coreMigrations';
import { claimDataFolder, prepareDataFolder } from './dataFolder';
import type { PluginSelection } from './enabled';

const usage = `Usage: npm run migrations                       list them
       npm run migrations -- up                 apply what is pending
       npm run migrations -- down <plugin> [--to <migration>]
                                                undo, newest first, everything after <migration>; all without --to
`;

export interface MigrationsRun {
  readonly root: string;
  readonly config: LoadedConfig;
  readonly selection: PluginSelection;
  readonly argv: readonly string[];
}

/** Lists, applies and undoes the migrations of the operational database. @returns the exit code. */
export async function migrationsCommand({ root, config, selection, argv }: MigrationsRun): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [action = 'list', owner] = positionals;
  if (values.help || !['list', 'up', 'down'].includes(action)) {
    process.stdout.write(usage);
    return values.help ? 0 : 1;
  }
  const dataDir = path.resolve(root, config.host.dataDir);
  prepareDataFolder(dataDir);
  const owners = new Map([
    ['core', coreMigrations],
    ...selection.enabled.flatMap(({ plugin }) => (plugin ? [[plugin.id, plugin.migrations] as const] : [])),
  ]);
  // Tables change under nobody.
  const claim = action === 'list' ? null : claimDataFolder(dataDir);
  let knex: Knex | undefined;
  try {
    knex = await connectDatabase(config.host.database, dataDir);
    const clock = createSystemClock();
    const migrator = createMigrator(createDatabaseService(knex, config.host.database.client), clock);
    await migrator.prepare();
    if (action === 'down') {
      const migrations = owners.get(owner ?? '');
      if (!owner || !migrations)
        throw new ConfigError(`Name an enabled plugin: ${[...owners.keys()].join(', ')}.`);
      const undone = await migrator.down(owner, migrations, values.to ?? null);
      process.stdout.write(undone.length ? `Undone: ${undone.join(', ')}\n` : 'Nothing to undo.\n');
      return 0;
    }
    for (const [id, migrations] of owners) {
      if (action === 'up') await migrator.up(id, migrations);
      for (const { name, state, appliedAt } of await migrator.report(id, migrations)) {
        const when = appliedAt ? new Date(appliedAt).toISOString() : '';
        process.stdout.write(`${id.padEnd(16)} ${state.padEnd(8)} ${name.padEnd(44)} ${when}\n`);
      }
    }
    return 0;
  } finally {
    await knex?.destroy();
    claim?.release();
  }
}
