import type { Migration } from '@netcrab/plugin-api/backend';
import type { HostConfig } from '../../config/schema';
import { createSystemClock } from '../clock';
import { connectDatabase } from './connect';
import { createMigrator } from './migrate';
import { createDatabaseService } from './service';

/** Two migrations; the second waits in its middle for as long as `middle` takes. */
export const slowMigrations = (middle: () => Promise<void>): Migration[] => [
  {
    name: '202611010000_first',
    up: trx => trx.schema.createTable('slow_notes', table => void table.string('text').primary()),
    down: trx => trx.schema.dropTable('slow_notes'),
  },
  {
    name: '202611020000_second',
    async up(trx) {
      await trx.schema.createTable('slow_tags', table => void table.string('tag').primary());
      await trx('slow_notes').insert({ text: 'before the middle' });
      await middle();
      await trx('slow_notes').insert({ text: 'after the middle' });
      await trx.schema.alterTable('slow_notes', table => void table.integer('stars'));
    },
    async down(trx) {
      await trx.schema.dropTable('slow_tags');
      await trx.schema.alterTable('slow_notes', table => table.dropColumn('stars'));
    },
  },
];

export async function openMigrator(config: HostConfig['database'], dataDir: string) {
  const knex = await connectDatabase(config, dataDir);
  const migrator = createMigrator(createDatabaseService(knex, config.client), createSystemClock());
  await migrator.prepare();
  return { knex, migrator };
}
