import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { runCommand } from './cli';
import { remove, temporaryFolder } from './testing/runningAgent';

const folder = temporaryFolder();
afterAll(() => remove(folder));
const config = path.join(folder, 'agent.yaml');
beforeAll(() =>
  writeFileSync(
    config,
    `orgId: org_1
listen: { port: 0, open: true }
cloud: { endpoint: http://127.0.0.1:1, ingestKey: nc_ingest_x }
spool: { folder: '${path.join(folder, 'spool')}' }
`,
  ),
);

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function run(args: readonly string[], environment: Record<string, string> = {}) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const result = await runCommand({
    args,
    environment,
    version: '1.2.3',
    print: text => printed.push(text),
    complain: text => complaints.push(text),
    onFailed: () => undefined,
  });
  return { result, printed: printed.join(''), complaints: complaints.join('') };
}

it('says its version and how it is called', async () => {
  expect(await run(['--version'])).toMatchObject({ result: 0, printed: '1.2.3\n' });
  expect((await run(['-h'])).printed).toContain('NETCRAB_INGEST_KEY');
});

it('checks a configuration without starting', async () => {
  expect(await run(['--check', '--config', config])).toMatchObject({
    result: 0,
    printed: `${config} can be used.\n`,
  });
  const wrong = await run(['--check'], { NETCRAB_AGENT_CONFIG: config, NETCRAB_INGEST_KEY: 'x' });
  expect(wrong).toMatchObject({ result: 2 });
  expect(wrong.complaints).toContain('cloud.ingestKey: ');
});

it('refuses options it does not know', async () => {
  expect(await run(['--confg', 'x'])).toMatchObject({
    result: 1,
    complaints: expect.stringContaining("'--confg'"),
  });
});

it('says what keeps it from starting, and leaves nothing behind', async () => {
  const text = (listen: string) => `orgId: org_1
listen: { ${listen} }
cloud: { endpoint: http://127.0.0.1:1, ingestKey: nc_ingest_x }
spool: { folder: '${path.join(folder, 'spool')}' }
`;
  const file = path.join(folder, 'not-starting.yaml');
  writeFileSync(file, text(`open: true, tls: { certFile: '${file}', keyFile: '${file}' }`));
  expect(await run(['--check', '--config', file])).toMatchObject({
    result: 2,
    complaints: expect.stringContaining('listen.tls cannot be used'),
  });
  const taken = net.createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  writeFileSync(file, text(`open: true, port: ${(taken.address() as net.AddressInfo).port}`));
  for (let n = 0; n < 2; n++)
    expect(await run(['--config', file])).toMatchObject({
      result: 1,
      complaints: expect.stringContaining('EADDRINUSE'),
    });
  taken.close();
});

it('starts, says where, and refuses a second one on the same spool', async () => {
  const { result, printed } = await run(['--config', config]);
  if (typeof result === 'number') throw new Error('It did not start.');
  expect(JSON.parse(printed.split('\n')[0] ?? '')).toMatchObject({ level: 'info', url: result.url });
  expect((await fetch(`${result.url}/readyz`)).status).toBe(200);
  const second = await run(['--config', config]);
  expect(second).toMatchObject({
    result: 2,
    complaints: expect.stringContaining('Another agent uses the spool'),
  });
  await result.stop();
  const third = await run(['--config', config]);
  if (typeof third.result !== 'number') await third.result.stop();
});

it.each([false, true])('asks a running agent for its health (TLS: %p)', async tls => {
  const folderOf = (name: string) => path.join(folder, `${name}-${tls}`);
  const [certFile, keyFile] = [folderOf('cert'), folderOf('key')];
  if (tls) {
    const made = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=agent.example', '-keyout', keyFile, '-out', certFile],
    ]);
    if (made.status !== 0) return void process.stderr.write('No openssl: TLS is not tried.\n');
  }
  const file = folderOf('agent.yaml');
  const port = await freePort();
  writeFileSync(
    file,
    `orgId: org_1
listen: { host: 0.0.0.0, port: ${port}, keys: [local-key-0123456789]${tls ? `, tls: { certFile: '${certFile}', keyFile: '${keyFile}' }` : ''} }
cloud: { endpoint: http://127.0.0.1:1, ingestKey: nc_ingest_x }
spool: { folder: '${folderOf('spool')}' }
`,
  );
  expect((await run(['--health', '--config', file])).result).toBe(1);
  const { result, complaints } = await run(['--config', file]);
  if (typeof result === 'number') throw new Error(complaints);
  expect(result.url).toBe(`${tls ? 'https' : 'http'}://0.0.0.0:${port}`);
  expect((await run(['--health', '--config', file])).result).toBe(0);
  await result.stop();
});
