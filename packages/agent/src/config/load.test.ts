import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { remove, temporaryFolder } from '../testing/runningAgent';
import { ConfigError } from './configError';
import { loadConfig } from './load';

const folder = temporaryFolder();
afterAll(() => remove(folder));

const file = (text: string, name = 'agent.yaml') => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const least = `
orgId: org_1
cloud: { endpoint: https://portal.example.com }
spool: { folder: /var/lib/netcrab-agent }
`;
const secrets = {
  NETCRAB_INGEST_KEY: 'nc_ingest_abc',
  NETCRAB_LOCAL_KEYS: 'first-key-0123456789, second-key-0123456789',
};
const complaintOf = (text: string, environment: Record<string, string> = secrets) => {
  try {
    loadConfig(file(text), environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

it('needs little: the rest has defaults, and secrets come from the environment', () => {
  const config = loadConfig(file(least), secrets);
  expect(config).toMatchObject({
    orgId: 'org_1',
    listen: { host: '127.0.0.1', port: 8686, keys: ['first-key-0123456789', 'second-key-0123456789'] },
    cloud: { ingestKey: 'nc_ingest_abc', timeout: 30_000, concurrency: 4 },
    rules: { domains: [], ignorePaths: ['/admin', '/hr'], dropFields: [], sampleRate: 1 },
    spool: { maxSize: 2e9, maxAge: 7 * 86_400_000, whenFull: 'refuse', deadLetterSize: 1e8 },
  });
  expect(config.agentId).not.toBe('');
});

it('takes the example as it is', () => {
  const { rules } = loadConfig(path.resolve(__dirname, '../../agent.example.yaml'), secrets);
  expect(rules).toMatchObject({ apps: ['crm', 'support-desk'], dropFields: ['segment', 'extra.customer'] });
});

it('prefers the environment, and reads secrets from files that it names', () => {
  const salt = file(`${'s'.repeat(40)}\n`, 'salt');
  const config = loadConfig(
    file(
      `${least}\nlisten: { port: 9000, keys: [other-key-0123456789] }\nprivacy: { salt: ${'x'.repeat(32)} }`,
    ),
    { ...secrets, NETCRAB_USER_SALT_FILE: salt },
  );
  expect(config.listen).toMatchObject({
    port: 9000,
    keys: ['first-key-0123456789', 'second-key-0123456789'],
  });
  expect(config.privacy.salt).toBe('s'.repeat(40));
  expect(complaintOf(least, { ...secrets, NETCRAB_USER_SALT_FILE: '/nowhere' })).toMatch(
    /NETCRAB_USER_SALT_FILE cannot be read: .*ENOENT/,
  );
  expect(complaintOf(least, { ...secrets, NETCRAB_INGEST_KEY_FILE: salt })).toContain('not both');
});

it.each([
  ['orgId: org_1', 'spool: Say where events wait'],
  [`${least}\nlisten: { prot: 1 }`, 'listen.prot: There is no such setting.'],
  [`${least}\nlisten: { port: 70000 }`, 'listen.port: '],
  [`${least}\nlisten: { keys: [short] }`, ''],
  [`${least}\nlisten: { host: 0.0.0.0, open: true }`, 'listen.open: Without keys only 127.0.0.1'],
  [`${least}\nrules: { sampleRate: 0 }`, 'rules.sampleRate: Use more than 0.'],
  [`${least}\nrules: { domains: ['https://a.example'] }`, 'rules.domains.0: Write the host alone'],
  [`${least}\nrules: { ignorePaths: [admin] }`, 'rules.ignorePaths.0: Begin with /'],
  [`${least}\nrules: { ignorePaths: ['/./'] }`, 'rules.ignorePaths.0: This would ignore everything.'],
  [`${least}\nrules: { dropFields: [userHash] }`, 'rules.dropFields.0: Events cannot do without this field.'],
  [`${least}\nrules: { dropFields: [os.version] }`, 'rules.dropFields.0: Only extra has fields'],
  [least.replace('https://portal', 'http://portal'), 'cloud.endpoint: Use https'],
  [least.replace('https://portal.example.com', 'portal'), 'cloud.endpoint: Give the address of the portal'],
  [least.replace('https://', 'https://me:secret@'), 'cloud.endpoint: Leave the user name out'],
  [least.replace('}\n', ', ingestKey: wrong }\n'), ''],
  [
    least.replace('netcrab-agent }', 'netcrab-agent, maxSize: 1 KB }'),
    'spool.maxSize: Use an amount from 16 MB',
  ],
  [
    least.replace('netcrab-agent }', 'netcrab-agent, maxAge: 3 weeks }'),
    'spool.maxAge: Write an amount such as',
  ],
  [
    least.replace('netcrab-agent }', 'netcrab-agent, whenFull: stop }'),
    'spool.whenFull: Use refuse or drop-oldest.',
  ],
  ['- a list', 'must hold settings such as'],
  ['a: [1', 'is not valid YAML'],
  ['', 'orgId: Give the id'],
])('names the setting at fault and the remedy: %s', (text, complaint) => {
  expect(complaintOf(text)).toContain(complaint);
});

it('asks for the keys that are missing, by the variables that may give them', () => {
  const complaint = complaintOf(least, {});
  expect(complaint).toContain('cloud.ingestKey: Set NETCRAB_INGEST_KEY');
  expect(complaint).toContain('listen.keys: Give at least one local key (or set NETCRAB_LOCAL_KEYS)');
});

it('keeps the ingest key from senders', () => {
  const same = { NETCRAB_INGEST_KEY: 'nc_ingest_0123456789', NETCRAB_LOCAL_KEYS: 'nc_ingest_0123456789' };
  expect(complaintOf(least, same)).toContain('listen.keys: Senders need a key of their own');
});

it('never says a secret', () => {
  const text = `${least.replace('}\n', ', ingestKey: "secret one" }\n')}\nlisten: { keys: [secret2] }`;
  const complaint = complaintOf(text, {});
  expect(complaint).toContain('cloud.ingestKey: Use an ingest key');
  expect(complaint).toContain('listen.keys.0: Use 16 to 256');
  expect(complaint).not.toMatch(/secret ?(one|2)/);
});

it('says where it looked for the file', () => {
  expect(() => loadConfig(path.join(folder, 'none.yaml'), {})).toThrow(/none\.yaml.*--config/);
});

it.each<[expected: string | undefined, environment: Record<string, string>]>([
  [undefined, {}],
  ['http://proxy.corp:3128', { HTTPS_PROXY: 'http://proxy.corp:3128' }],
  ['http://proxy.corp:3128', { https_proxy: 'proxy.corp:3128' }],
  [undefined, { HTTP_PROXY: 'http://proxy.corp:3128' }],
  [undefined, { HTTPS_PROXY: 'http://proxy.corp:3128', NO_PROXY: 'localhost, .example.com' }],
  [undefined, { HTTPS_PROXY: 'http://proxy.corp:3128', no_proxy: 'portal.example.com:443' }],
  [undefined, { HTTPS_PROXY: 'http://proxy.corp:3128', NO_PROXY: '*' }],
  [
    'http://proxy.corp:3128',
    { HTTPS_PROXY: 'http://proxy.corp:3128', NO_PROXY: 'portal.example.com:8443 ple.com,::1,[::1]:443' },
  ],
])('takes the proxy %p from the environment %p', (expected, environment) => {
  expect(loadConfig(file(least), { ...secrets, ...environment }).cloud.proxy).toBe(expected);
});

it('takes its own proxy before the environment’s, and refuses what is none', () => {
  const withProxy = (proxy: string, endpoint = 'https://portal.example.com') =>
    least.replace(/cloud: .*/, `cloud: { endpoint: '${endpoint}', proxy: '${proxy}' }`);
  const environment = { ...secrets, HTTPS_PROXY: 'http://other:1' };
  expect(loadConfig(file(withProxy('http://mine:2')), environment).cloud.proxy).toBe('http://mine:2');
  expect(complaintOf(withProxy('socks5://mine:2'))).toContain('cloud.proxy: Give the address of the proxy');
  expect(complaintOf(withProxy('http://mine:2', 'http://127.0.0.1:7007'))).toContain(
    'Only https goes through',
  );
  expect(complaintOf(least, { ...secrets, HTTPS_PROXY: 'ftp://x' })).toContain('cloud.proxy');
});
