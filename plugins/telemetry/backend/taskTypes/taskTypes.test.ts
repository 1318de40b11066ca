import { asId, type OrgId } from '@netcrab/plugin-api/contract';
import { telemetryRef } from '../../contract';
import type { WireEvent } from '../../contract';
import { factsDigest } from '../testing/factsDigest';
import { wireEventAt } from '../testing/arbitraryEvent';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';

const databases = ['sqlite', ...(process.env.TEST_POSTGRES_URL ? ['pg'] : [])] as Array<'sqlite' | 'pg'>;
const orgId = asId<OrgId>('org_1');

function runOf(task: string, n: number, clicks = 3): WireEvent[] {
  const at = n * 60_000 - 86_400_000;
  const event = (ms: number, step: number, fields: Partial<WireEvent>) =>
    wireEventAt(at + ms, n * 100 + step, { sessionId: `s${n}`, userHash: `user_${1000 + n}`, ...fields });
  return [
    event(0, 0, { eventType: 'custom', name: 'task_started', taskId: task }),
    ...Array.from({ length: clicks }, (_, i) =>
      event(1_000 * (i + 1), i + 1, { elementType: 'button', elementLabelHash: `label-000${i}` }),
    ),
    event(20_000, 90, { eventType: 'custom', name: 'task_completed', taskId: task, success: n % 4 > 0 }),
  ];
}

describe.each(databases)('the registry of task types (%s)', database => {
  let portal: TelemetryPortal;
  beforeEach(async () => {
    portal = await startTelemetryPortal({
      database,
      config: { processing: { settleMs: 0, baselineRuns: 5 } },
    });
    const key = await portal.key('org_1');
    await portal.send(
      key,
      Array.from({ length: 12 }, (_, n) =>
        runOf(n % 3 === 0 ? 'add_contact' : 'create_contact', n, 2 + (n % 3)),
      ).flat(),
    );
    await portal.service(telemetryRef).caughtUp();
  });
  afterEach(() => portal.stop());

  const registry = () => portal.service(telemetryRef).taskTypes;
  const settled = () => portal.service(telemetryRef).caughtUp();
  const runs = () =>
    portal.core.warehouse.query(
      `SELECT task_type, original_task_type, count(*)::INTEGER AS n FROM fact_task_runs GROUP BY ALL ORDER BY 1, 2`,
    );
  const digest = () => factsDigest(portal.core.warehouse);
  const list = async () =>
    (await registry().list({ orgId })).map(({ taskType, label, inferred, runs: n, mergedInto }) => ({
      taskType,
      label,
      inferred,
      runs: n,
      mergedInto,
    }));

  it('lists what products name, with runs and success', async () => {
    const [first] = await registry().list({ orgId, productId: 'crm' });
    expect(first).toEqual({
      productId: 'crm',
      taskType: 'create_contact',
      label: 'Create contact',
      inferred: false,
      runs: 8,
      successShare: 0.75,
      lastSeen: Date.parse('2026-10-31T10:11:00Z'),
      mergedInto: null,
    });
    expect(await registry().list({ orgId, productId: 'other' })).toEqual([]);
    expect(await registry().list({ orgId: asId<OrgId>('org_2') })).toEqual([]);
  });

  it('merges at the next aggregation, keeps what runs were, and takes a merge back without a trace', async () => {
    const before = await digest();
    await registry().merge(orgId, 'crm', 'add_contact', 'create_contact');
    await settled();
    expect(await runs()).toEqual([
      { task_type: 'create_contact', original_task_type: 'add_contact', n: 4 },
      { task_type: 'create_contact', original_task_type: null, n: 8 },
    ]);
    expect(await list()).toEqual([
      { taskType: 'create_contact', label: 'Create contact', inferred: false, runs: 12, mergedInto: null },
      {
        taskType: 'add_contact',
        label: 'Add contact',
        inferred: false,
        runs: 4,
        mergedInto: 'create_contact',
      },
    ]);
    const [scored] = await portal.core.warehouse.query<{ scored: number; windows: number }>(
      `SELECT count(efficiency)::INTEGER AS scored, (SELECT count(DISTINCT task_type)::INTEGER FROM flow_archetypes) AS windows
       FROM fact_task_runs`,
    );
    expect(scored).toEqual({ scored: 12, windows: 1 });

    // Events that come later are merged as well.
    const key = await portal.key('org_1');
    await portal.send(key, runOf('add_contact', 13));
    await settled();
    expect(await runs()).toContainEqual({
      task_type: 'create_contact',
      original_task_type: 'add_contact',
      n: 5,
    });

    await registry().unmerge(orgId, 'crm', 'add_contact');
    await settled();
    expect((await list()).map(({ taskType, runs: n, mergedInto }) => [taskType, n, mergedInto])).toEqual([
      ['create_contact', 8, null],
      ['add_contact', 5, null],
    ]);
    const fresh = await startTelemetryPortal({ config: { processing: { settleMs: 0, baselineRuns: 5 } } });
    try {
      const other = await fresh.key('org_1');
      for (let n = 0; n < 12; n++)
        await fresh.send(other, runOf(n % 3 === 0 ? 'add_contact' : 'create_contact', n, 2 + (n % 3)));
      await fresh.service(telemetryRef).caughtUp();
      expect(await factsDigest(fresh.core.warehouse)).toBe(before);
      await fresh.send(other, runOf('add_contact', 13));
      await fresh.service(telemetryRef).caughtUp();
      expect(await digest()).toBe(await factsDigest(fresh.core.warehouse));
    } finally {
      await fresh.stop();
    }
  });

  it('follows merges to the end of their chain, and refuses circles and strangers', async () => {
    const key = await portal.key('org_1');
    await portal.send(key, runOf('new_contact', 14));
    await settled();
    await registry().merge(orgId, 'crm', 'new_contact', 'add_contact');
    await registry().merge(orgId, 'crm', 'add_contact', 'create_contact');
    await settled();
    expect((await runs()).map(row => [row.task_type, row.original_task_type, row.n])).toEqual([
      ['create_contact', 'add_contact', 4],
      ['create_contact', 'new_contact', 1],
      ['create_contact', null, 8],
    ]);
    const refused = (promise: Promise<unknown>) => expect(promise).rejects;
    await refused(registry().merge(orgId, 'crm', 'create_contact', 'new_contact')).toThrow(/circle/);
    await refused(registry().merge(orgId, 'crm', 'add_contact', 'new_contact')).toThrow(
      /merged into create_contact already/,
    );
    await refused(registry().merge(orgId, 'crm', 'add_contact', 'nothing')).toThrow(
      /no runs of the task type nothing/,
    );
    await refused(registry().merge(asId<OrgId>('org_2'), 'crm', 'add_contact', 'create_contact')).toThrow(
      /no runs/,
    );
    await refused(registry().unmerge(orgId, 'crm', 'create_contact')).toThrow(/not merged/);
  });

  it('renames at once, in the table at the next aggregation', async () => {
    const changes = () =>
      portal.core.warehouse.query<{ seq: bigint; day: number }>(
        'SELECT seq, day FROM fact_changes ORDER BY seq DESC LIMIT 1',
      );
    const [before] = await changes();
    await registry().rename(orgId, 'crm', 'add_contact', ' New person ');
    expect((await list())[1]).toMatchObject({ taskType: 'add_contact', label: 'New person' });
    await settled();
    expect(
      await portal.core.warehouse.query(
        "SELECT task_label FROM dim_task_types WHERE task_type = 'add_contact'",
      ),
    ).toEqual([{ task_label: 'New person' }]);
    // Whoever keeps answers by the last change learns of the name, once.
    const [after] = await changes();
    expect(after?.seq).toBeGreaterThan(before?.seq ?? 0n);
    await registry().rename(orgId, 'crm', 'add_contact', 'New person');
    await settled();
    expect(await changes()).toEqual([after]);
    await expect(registry().rename(orgId, 'crm', 'add_contact', ' ')).rejects.toThrow(/1 to 80 characters/);
    await expect(registry().rename(orgId, 'crm', 'nothing', 'x')).rejects.toThrow(/no runs/);
  });
});
