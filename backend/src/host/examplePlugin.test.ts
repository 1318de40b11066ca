import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const repository = path.resolve(__dirname, '../../..');
const built = existsSync(path.join(repository, 'backend/dist/index.js'));
const suite = built ? describe : describe.skip;
if (!built) process.stdout.write('The example plugin is not tried: run `npm run build` first.\n');

/** An installation without plugins/ of its own, with the packed example installed from its tarball. */
function installation(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'netcrab-npm-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', root], {
    cwd: path.join(repository, 'docs/example-plugin'),
  });
  const tarball = readdirSync(root).find(name => name.endsWith('.tgz')) ?? '';
  const target = path.join(root, 'node_modules/netcrab-plugin-kudos');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(root, tarball), '-C', target, '--strip-components=1']);
  for (const name of ['zod', '@netcrab'])
    symlinkSync(path.join(repository, 'node_modules', name), path.join(root, 'node_modules', name));
  writeFileSync(
    path.join(root, 'package.json'),
    JSON.stringify({ name: 'mine', dependencies: { 'netcrab-plugin-kudos': '1.0.0' } }),
  );
  return root;
}

/** Runs the built portal in a process of its own; answers what the script printed. */
function runPortal(root: string, script: string): string {
  const file = path.join(root, 'try.mjs');
  writeFileSync(
    file,
    `import { main } from ${JSON.stringify(path.join(repository, 'backend/dist/index.js'))};
     const run = main({ root: ${JSON.stringify(root)}, version: '0', cwd: ${JSON.stringify(root)}, argv: ['start', '--port', '0'] });
     const { readFileSync } = await import('node:fs');
     const state = () => { try { return JSON.parse(readFileSync(${JSON.stringify(path.join(root, 'data/portal.json'))})); } catch { return {}; } };
     while (!state().baseUrl || (await fetch(state().baseUrl + '/readyz')).status !== 200) await new Promise(next => setImmediate(next));
     const base = state().baseUrl;
     ${script}
     process.emit('SIGTERM');
     await run;`,
  );
  return execFileSync(process.execPath, [file], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'development' },
  });
}

suite('the example of docs/writing-a-plugin.md, installed from npm', () => {
  let root: string;
  beforeAll(() => {
    root = installation();
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('runs by its line in the configuration', () => {
    writeFileSync(path.join(root, 'app-config.yaml'), 'plugins: { kudos: { keepDays: 30 } }');
    const output = runPortal(
      root,
      `console.log('OUT', JSON.stringify(await (await fetch(base + '/readyz')).json()), (await fetch(base + '/api/kudos')).status);`,
    );
    expect(output).toContain('OUT {"status":"ready","plugins":{"kudos":"ready"}} 401');
  });

  it('is gone without it, and a wrong option is named', () => {
    writeFileSync(path.join(root, 'app-config.yaml'), 'plugins: { kudos: false }');
    const output = runPortal(root, `console.log('OUT', (await fetch(base + '/api/kudos')).status);`);
    expect(output).toContain('OUT 404');
    writeFileSync(path.join(root, 'app-config.yaml'), 'plugins: { kudos: { keepDays: 0 } }');
    expect(() =>
      execFileSync(
        process.execPath,
        [
          '-e',
          `import(${JSON.stringify(path.join(repository, 'backend/dist/index.js'))}).then(async m => process.exit(await m.main({ root: ${JSON.stringify(root)}, version: '0', cwd: '/', argv: ['start'] })))`,
        ],
        { stdio: 'pipe' },
      ),
    ).toThrow(/app-config\.yaml: plugins\.kudos\.keepDays: must be at least 1, not 0/);
  });
});
