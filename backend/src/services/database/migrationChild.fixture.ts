import type { HostConfig } from '../../config/schema';
import { openMigrator, slowMigrations } from './slowMigrations.fixture';

/** Migrates, tells when it is in the middle of the second one, and never gets further. */
async function hangInTheMiddle(config: string, dataDir: string): Promise<void> {
  const { migrator } = await openMigrator(JSON.parse(config) as HostConfig['database'], dataDir);
  const forEver = new Promise<void>(() => setInterval(() => undefined, 60_000));
  const middle = () => {
    process.stdout.write('in the middle\n');
    return forEver;
  };
  await migrator.up('slow', slowMigrations(middle));
}

const [config = '', dataDir = ''] = process.argv.slice(2);
void hangInTheMiddle(config, dataDir);
