import { frontendVisible, secret } from '@netcrab/plugin-api/contract';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { hostConfig } from './schema';
import { loadConfig } from './load';
import { frontendView, redactedView } from './views';

const folders: string[] = [];
afterAll(() => folders.forEach(one => rmSync(one, { recursive: true, force: true })));

function folder(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'netcrab-config-'));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  return root;
}

describe('the layers of the configuration', () => {
  it('lets the later win, mappings merging', () => {
    const root = folder({
      'app-config.yaml':
        'app: { title: Base }\nserver: { port: 1000 }\nplugins: { admin: { depth: 3 }, demo: true }',
      'app-config.production.yaml': 'server: { host: 0.0.0.0 }\nplugins: { demo: false }',
      'app-config.local.yaml': 'server: { port: 2000 }\nplugins: { admin: true }',
    });
    const { host } = loadConfig({
      root,
      env: {
        NODE_ENV: 'production',
        NETCRAB_CONFIG_app__title: 'From env',
        NETCRAB_CONFIG_data_dir: './elsewhere',
      },
      overrides: { server: { port: 3000 } },
    });
    expect(host.app.title).toBe('From env');
    expect(host.server).toMatchObject({ port: 3000, host: '0.0.0.0' });
    expect(host.plugins).toEqual({ admin: { depth: 3, enabled: true }, demo: false });
  });

  it('replaces variables and files, typed as they read', () => {
    const root = folder({
      'app-config.yaml':
        'server:\n  port: ${PORT}\napp:\n  title: "${NAME:-A title}"\nsecrets:\n  key: { $file: key.txt }\n',
      'key.txt': `${'k'.repeat(40)}\n`,
    });
    const { host } = loadConfig({ root, env: { PORT: '8080' } });
    expect(host.server.port).toBe(8080);
    expect(host.app.title).toBe('A title');
    expect(host.secrets.key).toBe('k'.repeat(40));
  });

  it.each([
    ['server:\n  port: ${PORT}', /app-config\.yaml:2: the variable PORT is not set/],
    ['secrets:\n  key:\n    $file: none.txt', /app-config\.yaml:3: \$file none\.txt cannot be read/],
    ['a: [\n', /app-config\.yaml:2:1: is not YAML: Flow sequence/],
    ['a: 1\n b: 2\n', /app-config\.yaml:\d:\d: is not YAML: /],
    ['- 1', /must be a mapping/],
  ])('names the place of a mistake in %j', (text, message) => {
    expect(() => loadConfig({ root: folder({ 'app-config.yaml': text }), env: {} })).toThrow(message);
  });

  it('says which file given to --config is missing', () => {
    expect(() => loadConfig({ root: '/', files: ['none.yaml'], env: {} })).toThrow(
      '/none.yaml: there is no such file. Check the path given to --config.',
    );
    const root = folder({});
    expect(() => loadConfig({ root, files: ['.'], env: {} })).toThrow(
      `${root}: is a folder. Name a file of it to --config.`,
    );
  });

  const problem = (text: string, env: Record<string, string> = {}) => {
    try {
      loadConfig({ root: folder({ 'app-config.yaml': text }), env });
      return 'none';
    } catch (error) {
      return (error as Error).message;
    }
  };
  it.each([
    ['server: { port: 99999 }', 'server.port: must be at most 65535, not 99999'],
    ['server: { port: -1 }', 'server.port: must be at least 0, not -1'],
    ['server: { port: "80" }', 'server.port: must be a number, not text'],
    ['server: { port: 1.5 }', 'server.port: must be a whole number, not a number'],
    ['server: 7007', 'server: must be options, not a number'],
    ['server:', 'server: must be options, not nothing'],
    ['server: { prot: 1 }', 'server: there is no option prot. Did you mean port?'],
    ['log: { colour: true }', 'log: there is no option colour. Known: level.'],
    ['log: { level: loud }', 'log.level: must be one of debug, info, warn, error, silent'],
    ['app: { baseUrl: portal }', 'app.baseUrl: must be an address, like https://portal.example.com'],
    ['secrets: { key: short }', 'secrets.key: must have at least 32 characters'],
    ['dataDir: ""', 'dataDir: must have at least 1 characters'],
    ['database: { client: mysql }', 'database.client: must be one of sqlite, pg'],
    ['database: { client: pg }', 'database.connection: is missing; give text'],
    [
      'database: { client: pg, connection: x, schema: A-b }',
      'database.schema: use small letters, digits and underscores, like netcrab',
    ],
    ['warehouse: { memoryLimit: lots }', 'warehouse.memoryLimit: use a size like 2GB or 512MB'],
    [
      'server: { trustedProxies: [here] }',
      'server.trustedProxies.0: use an address or CIDR, like 10.0.0.0/8 or ::1',
    ],
    ['plugins: { admin: yes }', 'plugins.admin: use true, false, or the options of the plugin'],
  ])('says what is wrong with %j and what to give', (text, message) => {
    expect(problem(text)).toBe(`app-config.yaml: ${message}`);
  });
  it('names the layer that set it, every problem, and no secret', () => {
    const lines = problem('server: { port: 1 }\nsecrets: { key: hunter2 }', {
      NETCRAB_CONFIG_server__port: '70000',
    });
    expect(lines).toBe(
      'environment (NETCRAB_CONFIG_server__port): server.port: must be at most 65535, not 70000; ' +
        'app-config.yaml: secrets.key: must have at least 32 characters',
    );
    expect(() => loadConfig({ root: folder({}), env: {}, overrides: { server: { port: 70_000 } } })).toThrow(
      'command line: server.port: must be at most 65535',
    );
  });
});

describe('trusted proxies', () => {
  const parse = (proxy: string) => hostConfig.safeParse({ server: { trustedProxies: [proxy] } }).success;
  it.each(['10.0.0.0/8', '127.0.0.1', '::1', 'fd00::/8'])('may be %s', proxy =>
    expect(parse(proxy)).toBe(true),
  );
  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/8', '::1/129', '10.0.0.0/'])(
    'may not be %s',
    proxy => expect(parse(proxy)).toBe(false),
  );
});

describe('views of a plugin’s configuration', () => {
  const schema = z.strictObject({
    token: secret(z.string()).optional(),
    label: frontendVisible(z.string()).default('x'),
    nested: z.strictObject({ password: secret(z.string()), shown: frontendVisible(z.boolean()) }),
    list: z.array(z.strictObject({ secret: secret(z.string()), name: z.string() })).default([]),
  });
  const value = {
    token: 't',
    label: 'y',
    nested: { password: 'p', shown: true },
    list: [{ secret: 's', name: 'n' }],
  };

  it('redacts secrets wherever they stand', () => {
    expect(redactedView(schema, value)).toEqual({
      token: '••••',
      label: 'y',
      nested: { password: '••••', shown: true },
      list: [{ secret: '••••', name: 'n' }],
    });
  });
  it('sends the browser what is marked for it and nothing else', () => {
    expect(frontendView(schema, value)).toEqual({ label: 'y', nested: { shown: true } });
  });
});
