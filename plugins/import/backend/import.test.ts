import type { CommandContext } from '@netcrab/plugin-api/backend';
import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import contributionsPlugin from '@netcrab/plugin-contributions/backend';
import { contributionsRef } from '@netcrab/plugin-contributions/contract';
import identityPlugin from '@netcrab/plugin-identity/backend';
import { identityRef } from '@netcrab/plugin-identity/contract';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import { asId, type OrgId, type PackId } from '@netcrab/plugin-api/contract';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import importCommand from './importCommand';

const uuid = (n: number) => `01a05b8f-8ae8-7259-8659-${n.toString(16).padStart(12, '0')}`;

/** Events of one visit: `task_started`, a click, `task_completed`. */
const visit = (orgId: string, n: number, more: object = {}) => {
  const common = {
    orgId,
    productId: 'forms',
    sessionId: `s${n}`,
    userHash: `user_${String(n).padStart(8, '0')}`,
    screenId: 'a',
    route: '/a',
  };
  const at = (ms: number) => new Date(Date.parse('2026-09-30T10:00:00Z') + n * 1000 + ms).toISOString();
  return [
    {
      ...common,
      eventId: uuid(n * 3),
      ts: at(0),
      eventType: 'custom',
      name: 'task_started',
      taskId: 'fill-form',
      ...more,
    },
    { ...common, eventId: uuid(n * 3 + 1), ts: at(100), eventType: 'click', elementType: 'button' },
    {
      ...common,
      eventId: uuid(n * 3 + 2),
      ts: at(200),
      eventType: 'custom',
      name: 'task_completed',
      taskId: 'fill-form',
      success: true,
    },
  ];
};
const ndjson = (events: readonly unknown[]) => events.map(event => `${JSON.stringify(event)}\n`).join('');

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void) {
    this.text += chunk.toString();
    done();
  }
}

describe('npm run import', () => {
  let portal: TestPortal;
  let folder: string;
  const packId = asId<PackId>('ux_friction_custom_v1');

  beforeAll(async () => {
    const clock = { now: Date.now, set: () => undefined, advance: () => undefined };
    portal = await startTestPortal({
      plugins: [identityPlugin, telemetryPlugin, contributionsPlugin],
      clock,
      config: { telemetry: { processing: { settleMs: 0 } } },
    });
    await portal.service(contributionsRef).offer([{ packId, title: 'Custom', vertical: 'CUSTOM' }]);
    folder = mkdtempSync(path.join(tmpdir(), 'netcrab-import-'));
  });
  afterAll(async () => {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(argv: readonly string[], change: Partial<CommandContext> = {}) {
    const [stdout, stderr] = [new Sink(), new Sink()];
    const code = await importCommand({
      argv,
      stdout,
      stderr,
      cwd: folder,
      options: {},
      signal: new AbortController().signal,
      connect: async () => {
        const token = readFileSync(path.join(portal.dataDir, 'operator.token'), 'utf8');
        return { baseUrl: portal.baseUrl, headers: { authorization: `Bearer ${token}` } };
      },
      ...change,
    });
    return { code, out: stdout.text, err: stderr.text };
  }
  const write = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content);
  const stored = async (orgId: string) => {
    const [row] = await portal.core.warehouse.query<{ n: bigint }>(
      'SELECT count(*) AS n FROM events_raw WHERE org_id = $1',
      [orgId],
    );
    return Number(row?.n);
  };

  it('imports gzip, creates organisations and products, opts in, and adds nothing the second time', async () => {
    const events = [...visit('imp_a', 1), ...visit('imp_b', 2), ...visit('imp_a', 3)];
    write('good.gz', gzipSync(ndjson(events)));
    const first = await run(['good.gz', '--create-orgs', '--opt-in']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('9 events read: 9 new, 0 there already, 0 refused.');
    expect(first.out).toContain('2 organisations of the file have 3 sessions and 3 task runs now.');
    expect(first.out).toContain('as of 2026-10-01');
    expect(await portal.service(identityRef).org(asId<OrgId>('imp_a'))).toMatchObject({ kind: 'seller' });
    const products = await portal.service(telemetryRef).products({ orgId: asId<OrgId>('imp_a') });
    expect(products).toMatchObject([{ productId: 'forms', vertical: 'CUSTOM' }]);
    expect(await portal.service(contributionsRef).contributors(packId)).toHaveLength(2);

    const second = await run(['good.gz', '--create-orgs', '--opt-in']);
    expect(second.code).toBe(0);
    expect(second.out).toContain('9 events read: 0 new, 9 there already, 0 refused.');
    expect(await stored('imp_a')).toBe(6);
  });

  it('names refused lines with their field, counts the rest by reason, and writes all where asked', async () => {
    const good = visit('imp_c', 10);
    const bad = Array.from({ length: 25 }, (_, n) => ({ ...visit('imp_c', 20 + n)[1], color: 'red' }));
    write(
      'mixed.ndjson',
      `${ndjson(good)}{"half":\n\n${ndjson(bad)}${JSON.stringify({ ...good[0], orgId: 7 })}`,
    );
    const { code, out } = await run(['mixed.ndjson', '--create-orgs', '--rejects', 'refused.ndjson']);
    expect(code).toBe(2);
    expect(out).toContain('line 4: The line is not JSON.');
    expect(out).toMatch(/line \d+: color: This field is not part of the wire format/);
    expect(out).toContain('25 × color:');
    expect(out).toContain('30 events read: 3 new, 0 there already, 27 refused.');
    expect(out.match(/^line \d+:/gm)).toHaveLength(20);
    const refused = readFileSync(path.join(folder, 'refused.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(refused).toHaveLength(27);
    expect(refused).toContainEqual({
      line: 6,
      field: 'color',
      message: expect.stringContaining('Remove it'),
    });
    expect(refused).toContainEqual({
      line: 31,
      field: 'orgId',
      message: expect.stringContaining('Say whose event it is'),
    });
  });

  it('stops at an organisation that nobody asked to create', async () => {
    write('unknown.ndjson', ndjson(visit('imp_nobody', 40)));
    const { code, out, err } = await run(['unknown.ndjson']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'line 1: there is no organisation imp_nobody. Create those that are missing with --create-orgs.\n',
    );
    expect(await portal.service(identityRef).org(asId<OrgId>('imp_nobody'))).toBeNull();
  });

  it('takes what came before the break of a truncated gzip, and says where it breaks', async () => {
    // Random ids, so that the compressed half of the file holds about half of the lines.
    const events = Array.from({ length: 3000 }, (_, n) => visit('imp_d', 1000 + n)).flat();
    const whole = gzipSync(ndjson(events));
    write('half.gz', whole.subarray(0, Math.floor(whole.length / 2)));
    const { code, err } = await run(['half.gz', '--create-orgs']);
    expect(code).toBe(1);
    expect(err).toMatch(/half\.gz breaks off after line [\d,]+: its gzip is incomplete\./);
    const before = await stored('imp_d');
    expect(before).toBeGreaterThan(1000);
    write('half.gz', whole);
    expect((await run(['half.gz', '--create-orgs'])).code).toBe(0);
    expect(await stored('imp_d')).toBe(9000);
  });

  it('stops at Ctrl-C, and goes on from there', async () => {
    const events = Array.from({ length: 2000 }, (_, n) => visit('imp_e', 10_000 + n)).flat();
    write('long.ndjson', ndjson(events));
    const stop = new AbortController();
    const stopEarly = async () => {
      stop.abort();
      const token = readFileSync(path.join(portal.dataDir, 'operator.token'), 'utf8');
      return { baseUrl: portal.baseUrl, headers: { authorization: `Bearer ${token}` } };
    };
    const { code, err } = await run(['long.ndjson', '--create-orgs'], {
      signal: stop.signal,
      connect: stopEarly,
    });
    expect({ code, err }).toEqual({
      code: 130,
      err: 'Stopped. What was sent is kept; run the same command again to go on.\n',
    });
    expect((await run(['long.ndjson', '--create-orgs'])).out).toContain('6,000 events read: 6,000 new');
  });

  it('says in one line what is wrong with its arguments and files', async () => {
    write('empty.ndjson', '');
    const missing = path.join(folder, 'missing.ndjson');
    await expect(run(['missing.ndjson'])).resolves.toMatchObject({
      code: 1,
      err: `There is no file ${missing}.\n`,
    });
    await expect(run(['.'])).resolves.toMatchObject({
      code: 1,
      err: `${folder} is a folder. Name the file to import.\n`,
    });
    await expect(run([])).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('Name the file to import'),
    });
    await expect(run(['a', 'b'])).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('one file at a time'),
    });
    await expect(run(['a', '--vertical', 'CRM'])).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('B2B_CRM'),
    });
    await expect(run(['a', '--fast'])).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('--help'),
    });
    await expect(run(['good.gz', '--rejects', 'no/such/file'])).resolves.toMatchObject({
      code: 1,
      err: expect.stringContaining('cannot be written'),
    });
    await expect(run(['empty.ndjson'])).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('0 events read'),
    });
    await expect(run(['--help'])).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('--create-orgs'),
    });
  });

  it('leaves no working key behind', async () => {
    const keys = await portal.core.database.knex('telemetry_ingest_keys').select('revoked_at');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.every(key => key.revoked_at !== null)).toBe(true);
  });
});
