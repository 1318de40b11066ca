import { telemetryRef } from '../../contract';
import { factsDigest } from '../testing/factsDigest';
import { direct, lost, sessionMaker } from '../testing/sessions';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';

let portal: TelemetryPortal;
let key: string;
beforeEach(async () => {
  portal = await startTelemetryPortal({ config: { processing: { settleMs: 0, baselineRuns: 5 } } });
  key = await portal.key('org_1');
});
afterEach(() => portal.stop());

const caughtUp = () => portal.service(telemetryRef).caughtUp();
const rows = async (sql: string) => portal.core.warehouse.query(sql);
describe('flow archetypes', () => {
  it('are the ways in which a task is done, with steps, features and coverage', async () => {
    const session = sessionMaker();
    const events = Array.from({ length: 12 }, (_, i) =>
      i % 3 === 2
        ? session(`s${i}`, i * 3_600_000 - 86_400_000, lost, { task: 'create', success: false })
        : session(`s${i}`, i * 3_600_000 - 86_400_000, direct, { task: 'create' }),
    ).flat();
    await portal.send(key, events);
    await caughtUp();
    expect(
      await rows('SELECT * EXCLUDE (archetype_id) FROM flow_archetypes ORDER BY coverage DESC'),
    ).toMatchObject([
      {
        org_id: 'org_1',
        product_id: 'crm',
        date_window: '2026-10',
        task_type: 'create',
        steps: [
          'form › open, after a pause',
          'form › type input_text, after a pause',
          'form › button, after a pause',
        ],
        runs: 8n,
        sample_sessions: 8n,
        success_share: 1,
        coverage: 0.666667,
      },
      {
        steps: expect.arrayContaining(['help › open, after a pause']),
        runs: 4n,
        success_share: 0,
        coverage: 0.333333,
      },
    ]);
    expect(
      await rows(
        'SELECT count(DISTINCT archetype_id)::INTEGER AS n FROM fact_task_runs WHERE archetype_id IS NOT NULL',
      ),
    ).toEqual([{ n: 2 }]);
    expect(await rows('SELECT task_type, task_label, inferred, runs FROM dim_task_types')).toEqual([
      { task_type: 'create', task_label: 'Create', inferred: 0, runs: 12n },
    ]);
  });

  it('stay what they are when raw events are past their retention', async () => {
    const session = sessionMaker();
    const daysAgo = (i: number) => -86_400_000 - i * 60_000;
    const named = Array.from({ length: 6 }, (_, i) =>
      session(`s${i}`, daysAgo(i), direct, { task: 'create' }),
    );
    const unnamed = Array.from({ length: 6 }, (_, i) =>
      session(`u${i}`, daysAgo(i), lost).map(event => ({ ...event, productId: 'desk' })),
    );
    await portal.send(key, [...named, ...unnamed].flat());
    await caughtUp();
    const digest = () => factsDigest(portal.core.warehouse);
    const runs = () => rows('SELECT product_id, task_type, archetype_id FROM fact_task_runs ORDER BY ALL');
    const before = await runs();
    expect(before).toHaveLength(12);
    await rows('DELETE FROM events_raw');
    await rows('UPDATE telemetry_consumer SET seq = seq + 1');
    await rows(`INSERT INTO fact_changes SELECT (SELECT seq FROM telemetry_consumer), org_id, product_id, day
                FROM (SELECT DISTINCT org_id, product_id, day FROM fact_changes)`);
    const known = await digest();
    await portal.send(key, session('new', -7_200_000, direct, { task: 'other' }));
    await caughtUp();
    expect((await runs()).filter(row => row.task_type !== 'other')).toEqual(before);
    expect(await digest()).not.toBe(known);
  });
});
