import { createInterface } from 'node:readline';
import { claimDataFolder } from './dataFolder';

/** Claims the folder of its argument when it is told to, and lives on with it. */
process.stdout.write('ready\n');
createInterface(process.stdin).on('line', () => {
  try {
    claimDataFolder(process.argv[2] as string);
    process.stdout.write('claimed\n');
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
  }
});
