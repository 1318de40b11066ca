import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import { core, createBackendPlugin, type Role } from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import { endpoints } from '../contract';
import { csvField } from './auditCsv';
import admin from './plugin';

let finish = () => {};
const chores = createBackendPlugin({
  id: 'chores',
  config: z.strictObject({
    colour: z.string().default('blue'),
    token: z.string().meta({ secret: true }).default('hush'),
  }),
  needs: { scheduler: core.scheduler },
  start({ scheduler }) {
    scheduler.schedule({
      id: 'sweep',
      title: 'Sweep',
      cron: '0 2 * * *',
      run: async ({ log, progress }) => {
        log.info({}, 'sweeping');
        progress(0.5, 'half');
        await new Promise<void>(resolve => (finish = resolve));
        return { swept: 3 };
      },
    });
  },
});

describe.each(testDatabases)('admin on %s', kind => {
  let portal: TestPortal;
  const as = (roles: Role[]) => portal.client(endpoints, { as: { orgId: 'platform', roles } });
  const platform = () => as(['platform_admin']);
  beforeAll(async () => {
    portal = await startTestPortal({ database: kind, plugins: [admin, chores] });
  });
  afterAll(() => portal.stop());

  it('shows plugins with their configuration, secrets hidden', async () => {
    const report = await platform().host();
    expect(report).toMatchObject({ node: process.version, environment: 'test', ready: true });
    const found = report.plugins.find(one => one.id === 'chores');
    expect(found).toMatchObject({ status: 'ready', needs: ['core.scheduler'], config: { colour: 'blue' } });
    expect(JSON.stringify(report)).not.toContain('hush');
    expect(report.plugins.find(one => one.id === 'admin')?.endpoints).toContain('GET /api/admin/host');
  });

  it('runs a job, shows how far it is and what came of it, and records who asked', async () => {
    const before = (await platform().jobs()).jobs.find(one => one.id === 'chores.sweep');
    expect(before).toMatchObject({
      cron: '0 2 * * *',
      lastRun: null,
      nextRunAt: Date.parse('2026-11-02T02:00:00Z'),
    });
    const call = { params: { jobId: 'chores.sweep' } };
    const { runId } = await platform().runJob(call);
    expect(await platform().runJob(call)).toEqual({ runId });
    expect(await platform().jobRun({ params: { runId } })).toMatchObject({
      status: 'running',
      trigger: 'manual',
    });
    finish();
    await portal.core.scheduler.settled(runId);
    const run = await platform().jobRun({ params: { runId } });
    expect(run).toMatchObject({ status: 'succeeded', result: { swept: 3 } });
    expect(run.log?.join()).toContain('sweeping');
    expect((await platform().jobRuns(call)).runs.map(one => one.id)).toEqual([runId]);
    const [entry] = await portal.core.audit.search({ action: 'job.started' });
    expect(entry).toMatchObject({ target: { id: 'chores.sweep', name: 'Sweep' }, after: { runId } });
  });

  it('says what is not there', async () => {
    const nope = { params: { jobId: 'no.job' } };
    await expect(platform().runJob(nope)).rejects.toMatchObject({ status: 404 });
    await expect(platform().jobRuns(nope)).rejects.toMatchObject({ status: 404 });
    await expect(platform().jobRun({ params: { runId: 'none' } })).rejects.toMatchObject({ status: 404 });
  });

  it('finds, pages, exports and verifies the audit log', async () => {
    for (let count = 0; count < 60; count++) {
      await portal.core.audit.record({
        action: 'thing.changed',
        actor: { kind: 'user', id: 'ada', name: '=cmd()' },
        target: { type: 'thing', id: `t${count}` },
        before: { size: count },
        after: { size: count + 1 },
      });
    }
    const first = await platform().auditLog({ query: { actor: 'ada' } });
    expect([first.entries.length, first.hasMore, first.entries[0]?.target.id]).toEqual([50, true, 't59']);
    const rest = await platform().auditLog({ query: { actor: 'ada', beforeSeq: first.entries.at(-1)?.seq } });
    expect([rest.entries.length, rest.hasMore, rest.entries.at(-1)?.target.id]).toEqual([10, false, 't0']);
    const one = await platform().auditLog({
      query: { action: 'thing.', target: 'thing:t7', from: 0, to: portal.clock.now() + 1 },
    });
    expect(one.entries).toMatchObject([{ before: { size: 7 }, after: { size: 8 } }]);

    const response = await platform().auditCsv({ query: { action: 'thing.changed' } });
    expect(response.headers.get('content-type')).toContain('text/csv');
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(61);
    expect(lines[1]).toContain(`thing.changed,user,ada,'=cmd(),,thing,t59,,"{""size"":59}"`);

    expect(await platform().verifyAudit()).toEqual({ broken: null, checkedAt: portal.clock.now() });
  });

  it('admits platform admins only', async () => {
    await expect(as(['seller_admin', 'buyer_admin']).host()).rejects.toMatchObject({ status: 403 });
    await expect(as(['buyer_admin']).auditLog()).rejects.toMatchObject({ status: 403 });
    await expect(
      portal.client(endpoints).runJob({ params: { jobId: 'chores.sweep' } }),
    ).rejects.toMatchObject({ status: 401 });
  });
});

it.each([
  ['plain', 'plain'],
  ['a "b", c', '"a ""b"", c"'],
  ['=1+1', "'=1+1"],
  [-5, '-5'],
  [null, ''],
])('writes %j as %s', (value, text) => expect(csvField(value)).toBe(text));
