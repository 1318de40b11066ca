import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../../config/errors';
import { connectDatabase } from './connect';

const folders: string[] = [];
afterAll(() => folders.forEach(dir => rmSync(dir, { recursive: true, force: true })));
const folder = () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'netcrab-database-'));
  folders.push(dir);
  return dir;
};
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
  const connection = process.env.TEST_POSTGRES_URL;
  (connection ? it : it.skip)('where Postgres has no such schema', async () => {
    const options = { client: 'pg', connection: connection ?? '', schema: 'no_such', poolMax: 1 } as const;
    expect(await problem(options)).toBe(
      'database.schema: the database has no schema no_such. Create it (CREATE SCHEMA no_such), or name another.',
    );
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
