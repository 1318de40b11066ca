import { createServer, connect, type AddressInfo } from 'node:net';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endPrograms, start } from './support/program';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'netcrab-start-'))));
afterEach(async () => {
  await endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

const dataDir = () => path.join(folder, 'data');
const portal = (args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) =>
  start(['scripts/start.mjs', '--port', '0', '--no-demo', ...args], {
    NETCRAB_CONFIG_dataDir: dataDir(),
    ...environment,
  });
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const ready = /is ready at http:\/\/localhost:(\d+)/;

describe('npm start', () => {
  it('says where it is and where the data lies, and stops at Ctrl-C without a trace', async () => {
    const first = portal();
    const [, port] = await first.until(ready);
    await first.until(/Stop with Ctrl-C/);
    expect(first.stdout).toContain(`Data     ${dataDir()} (SQLite)`);
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    first.signal('SIGINT');
    // npm hands the terminal's own on once more.
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);
    expect([first.stdout.includes('Stopped.'), first.stderr]).toEqual([true, '']);
    expect(existsSync(path.join(dataDir(), 'portal.json'))).toBe(false);
  });

  it('of two at the same instant on one data folder starts one; the other says why not', async () => {
    for (let round = 0; round < 2; round++) {
      const both = [portal(), portal()];
      const refused = await Promise.race(both.map(async one => (await one.ended, one)));
      expect(await refused.ended).toBe(1);
      expect(refused.stderr).toMatch(/^A portal already runs on .*\n$/);
      const winner = both.find(one => one !== refused);
      await winner?.until(ready);
      // The next one takes over what a killed one leaves.
      winner?.signal('SIGKILL');
      await winner?.ended;
    }
  });

  it('ends at once at a second Ctrl-C, and starts again on what is there', async () => {
    const first = portal();
    const [, port] = await first.until(ready);
    // A request that never ends is waited for.
    const hanging = connect(Number(port), 'localhost', () =>
      hanging.write('POST /api/identity/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n'),
    );
    hanging.on('error', () => undefined);
    await new Promise(resolve => hanging.once('connect', resolve));
    first.signal('SIGINT');
    await first.until(/Stopping: .*Ctrl-C again/);
    const impatience = setInterval(() => first.signal('SIGINT'), 100);
    const how = await first.ended;
    clearInterval(impatience);
    hanging.destroy();
    expect(how).toBe(130);
    const again = portal();
    await again.until(ready);
    again.signal('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('stops while it makes the demo, is killed there too, and the next start completes it', async () => {
    const small = file(
      'small.yaml',
      'plugins: { demo: { sessions: 3000, days: 30, sellersPerVertical: 5 } }',
    );
    // Nobody can be reached at the address that browsers use: the demo is sent on this machine.
    const environment = {
      NETCRAB_CONFIG_dataDir: dataDir(),
      NETCRAB_CONFIG_app__baseUrl: 'https://portal.invalid',
    };
    const args = ['--port', '0', '--config', path.resolve('app-config.yaml'), '--config', small];
    const withDemo = () => start(['scripts/start.mjs', ...args], environment);
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const one = withDemo();
      await one.until(/Demo: /);
      one.signal(signal);
      expect(await one.ended).toBe(signal === 'SIGINT' ? 0 : 'SIGKILL');
    }
    const last = withDemo();
    await last.until(/is ready at https:\/\/portal\.invalid/);
    const [, local = ''] = await last.until(/Listens on (\S+)/);
    await last.until(/admin@demo\.example/);
    const seller = await fetch(`${local}/api/identity/demo-sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona: 'seller' }),
    });
    expect(seller.ok).toBe(true);

    // Commands reach it as well.
    const command = start(['scripts/run.mjs', 'admin', 'buyer@demo.example'], environment);
    expect([await command.ended, command.stderr]).toEqual([0, '']);
    last.signal('SIGINT');
    expect(await last.ended).toBe(0);
  }, 300_000);
});

describe('What cannot be started is told in one line', () => {
  it('is told for a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const refused = portal(['--port', String(port)]);
    expect([await refused.ended, refused.stderr]).toEqual([
      1,
      `Port ${port} is in use. Stop the program that has it, or start with another: npm start -- --port ${port + 1}\n`,
    ]);
    other.close();
    expect(existsSync(path.join(dataDir(), 'portal.json'))).toBe(false);
  });

  it.each<[string, () => { args?: string[]; environment?: Record<string, string> }, RegExp]>([
    ['a port that is none', () => ({ args: ['--port', '70000'] }), /^--port 70000: give a number/],
    [
      'an option that is none',
      () => ({ args: ['--prot'] }),
      /^Unknown option '--prot'.* npm start -- --help/,
    ],
    ['a missing file', () => ({ args: ['--config', 'none.yaml'] }), /none\.yaml: there is no such file/],
    ['a folder as file', () => ({ args: ['--config', folder] }), /: is a folder\. Name a file/],
    ['bad YAML', () => ({ args: ['--config', file('bad.yaml', 'a: [\n')] }), /bad\.yaml:2:1: is not YAML/],
    [
      'an unset variable',
      () => ({ args: ['--config', file('unset.yaml', 'app:\n  title: ${NOBODY_SET_THIS}\n')] }),
      /unset\.yaml:2: the variable NOBODY_SET_THIS is not set/,
    ],
    [
      'a bad value',
      () => ({ environment: { NETCRAB_CONFIG_log__level: 'loud' } }),
      /^environment \(NETCRAB_CONFIG_log__level\): log\.level: must be one of debug/,
    ],
    [
      'a bad value of a plugin',
      () => ({ environment: { NETCRAB_CONFIG_plugins__billing__platformFee: '3' } }),
      /plugins\.billing\.platformFee: must be at most 1, not 3/,
    ],
    [
      'an unknown plugin',
      () => ({ args: ['--config', file('typo.yaml', 'plugins: { telemetri: true }')] }),
      /^typo\.yaml: plugins\.telemetri: no such plugin\. Did you mean telemetry\?/,
    ],
    [
      'a data folder that cannot be made',
      () => ({ environment: { NETCRAB_CONFIG_dataDir: path.join(file('taken', ''), 'data') } }),
      /^dataDir: .* cannot be written \(ENOTDIR\)/,
    ],
    [
      'a database that is none',
      () => {
        mkdirSync(path.join(dataDir(), 'portal.sqlite'), { recursive: true });
        return {};
      },
      /^database: .* cannot be opened/,
    ],
  ])('is told for %s', async (_, prepare, message) => {
    const { args, environment } = prepare();
    const refused = portal(args, environment);
    expect(await refused.ended).toBe(1);
    expect(refused.stderr).toMatch(message);
    expect(refused.stderr.trimEnd()).not.toContain('\n');
  });
});
