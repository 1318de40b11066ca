import { writeFileSync } from 'node:fs';
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
