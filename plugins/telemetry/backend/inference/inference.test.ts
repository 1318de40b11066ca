import type { WireEvent } from '../../contract';
import { telemetryRef } from '../../contract';
import { wireEventAt } from '../testing/arbitraryEvent';
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
let count = 0;
beforeEach(() => {
  count = 0;
});

type Act = readonly [screen: string, element: string] | string;

/** A session: screens come to (a text) and elements acted on, three seconds apart. */
function session(
  name: string,
  startMs: number,
  acts: readonly Act[],
  task?: string,
  success = true,
): WireEvent[] {
  const common = { sessionId: name, userHash: `user_${name.padStart(4, '0')}` };
  let at = startMs;
  const events: WireEvent[] = [];
  const emit = (fields: Partial<WireEvent>) => {
    events.push(wireEventAt(at, ++count, { ...common, ...fields }));
    at += 3_000;
  };
  let screen = 'home';
  if (task) emit({ eventType: 'custom', name: 'task_started', taskId: task, screenId: screen });
  for (const act of acts) {
    if (typeof act === 'string') emit({ eventType: 'navigation', screenId: (screen = act) });
    else {
      screen = act[0];
      const typed = act[1].startsWith('input');
      emit({ eventType: typed ? 'input_meta' : 'click', elementType: act[1], screenId: screen });
    }
  }
  if (task) emit({ eventType: 'custom', name: 'task_completed', taskId: task, success, screenId: screen });
  return events;
}

const direct: Act[] = ['form', ['form', 'input_text'], ['form', 'button']];
const lost: Act[] = ['list', ['list', 'a'], 'help', ['help', 'a'], 'search', ['search', 'input_text']];

describe('flow archetypes', () => {
  it('are the ways in which a task is done, with steps, features and coverage', async () => {
    const events = Array.from({ length: 12 }, (_, i) =>
      i % 3 === 2
        ? session(`s${i}`, i * 3_600_000 - 86_400_000, lost, 'create', false)
        : session(`s${i}`, i * 3_600_000 - 86_400_000, direct, 'create'),
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

describe('products that name no tasks', () => {
  const form = (i: number) => session(`f${i}`, i * 3_600_000 - 86_400_000, direct);
  const browse = (i: number) => session(`b${i}`, i * 3_600_000 - 86_340_000, lost);

  it('get inferred runs that keep their task as data grow', async () => {
    const types = () =>
      rows(`SELECT task_type, count(*)::INTEGER AS n, bool_and(inferred) AS inferred, bool_and(success IS NULL) AS unknown
            FROM fact_task_runs GROUP BY ALL ORDER BY task_type`);
    await portal.send(key, Array.from({ length: 6 }, (_, i) => [...form(i), ...browse(i)]).flat());
    await caughtUp();
    const first = await types();
    expect(first).toEqual([
      { task_type: 'fill-form', n: 6, inferred: true, unknown: true },
      { task_type: 'fill-search', n: 6, inferred: true, unknown: true },
    ]);
    expect(await rows('SELECT task_type, task_label, inferred FROM dim_task_types ORDER BY 1')).toEqual([
      { task_type: 'fill-form', task_label: 'Fill in: form', inferred: 1 },
      { task_type: 'fill-search', task_label: 'Fill in: search', inferred: 1 },
    ]);
    portal.clock.advance(40 * 86_400_000);
    await portal.send(
      key,
      Array.from({ length: 6 }, (_, i) =>
        session(`later${i}`, 30 * 86_400_000 + i * 3_600_000, direct),
      ).flat(),
    );
    await caughtUp();
    expect(await types()).toEqual([{ ...first[0], n: 12 }, first[1]]);
  });
});
