import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compiled } from '../../testing/compiled';
import { testDatabase, testDatabases } from '../../testing/databases';
import { openMigrator, slowMigrations } from './slowMigrations.fixture';

const program = compiled(path.join(__dirname, 'migrationChild.fixture.ts'));
beforeAll(() => program.build());
afterAll(() => program.remove());

describe.each(testDatabases)('a migration on %s whose process is killed', kind => {
  it('leaves nothing of itself behind, and the next start does it whole', async () => {
    const { config, drop } = await testDatabase(kind);
    const dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-migration-'));
    try {
      for (let kill = 0; kill < 2; kill++) {
        const child = spawn(process.execPath, [program.file, JSON.stringify(config), dataDir], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        await once(child.stdout, 'data');
        child.kill('SIGKILL');
        await once(child, 'exit');
      }

      const { knex, migrator } = await openMigrator(config, dataDir);
      const migrations = slowMigrations(() => Promise.resolve());
      const states = async () => (await migrator.report('slow', migrations)).map(({ state }) => state);
      const texts = () => knex('slow_notes').orderBy('text').pluck('text');
      try {
        expect(await states()).toEqual(['applied', 'pending']);
        expect([await texts(), await knex.schema.hasTable('slow_tags')]).toEqual([[], false]);

        expect(await migrator.up('slow', migrations)).toEqual(['202611020000_second']);
        expect(await states()).toEqual(['applied', 'applied']);
        expect(await texts()).toEqual(['after the middle', 'before the middle']);
        expect([
          await knex.schema.hasTable('slow_tags'),
          await knex.schema.hasColumn('slow_notes', 'stars'),
        ]).toEqual([true, true]);
      } finally {
        await knex.destroy();
      }
    } finally {
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
