import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../../config/errors';
import { connectDatabase } from './connect';

const folder = () => mkdtempSync(path.join(tmpdir(), 'netcrab-database-'));
const problem = (options: Parameters<typeof connectDatabase>[0], dataDir = folder()) =>
  connectDatabase(options, dataDir).then(
    () => 'opened',
    (error: unknown) => (error instanceof ConfigError ? error.message : 'another error'),
  );

describe('a database that cannot be opened is told in one line', () => {
  it('where Postgres does not answer, without the password', async () => {
    const message = await problem({
      client: 'pg',
      connection: 'postgres://portal:hunter2@127.0.0.1:1/portal',
      poolMax: 1,
    });
    expect(message).toContain('database: Postgres does not answer');
    expect(message).not.toMatch(/hunter2|\n/);
  });
  it('where the file is no database, or a folder', async () => {
    const [garbled, taken] = [folder(), folder()];
    writeFileSync(path.join(garbled, 'portal.sqlite'), 'not a database at all'.repeat(100));
    mkdirSync(path.join(taken, 'portal.sqlite'));
    for (const dir of [garbled, taken])
      expect(await problem({ client: 'sqlite' }, dir)).toMatch(
        /^database: .*portal\.sqlite cannot be opened/,
      );
  });
});
