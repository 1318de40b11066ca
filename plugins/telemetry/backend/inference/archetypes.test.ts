import { telemetryRef } from '../../contract';
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
});
