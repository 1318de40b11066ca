import type { WireEvent } from '../../contract';
import { telemetryRef } from '../../contract';
import { noon, wireEventAt } from '../testing/arbitraryEvent';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';

const dayMs = 86_400_000;
let portal: TelemetryPortal;
let key: string;
beforeEach(async () => {
  portal = await startTelemetryPortal();
  key = await portal.key('org_1');
});
afterEach(() => portal.stop());

const caughtUp = () => portal.service(telemetryRef).caughtUp();
const rows = (sql: string) => portal.core.warehouse.query(sql);
let count = 0;
const on = (screenId: string, ms: number, fields: Partial<WireEvent> = {}) =>
  wireEventAt(ms, ++count, {
    screenId,
    route: `/${screenId}`,
    elementType: 'button',
    elementLabelHash: 'save-button',
    ...fields,
  });
const task = (screenId: string, ms: number, name: 'task_started' | 'task_completed') =>
  on(screenId, ms, {
    eventType: 'custom',
    name,
    taskId: 'order',
    ...(name === 'task_completed' && { success: true }),
  });
const error = (screenId: string, ms: number) =>
  on(screenId, ms, { eventType: 'custom', name: 'error', errorCode: 'E1' });
const visits = () =>
  rows(`SELECT seq, screen_id, route, spent_ms::INTEGER AS spent_ms, clicks, rage_clicks, errors, backtracks,
    abandoned_forms, abandoned_tasks, exited, task_type, run_success, strain FROM fact_screen_visits ORDER BY seq`);

const calm = {
  rage_clicks: 0,
  errors: 0,
  backtracks: 0,
  abandoned_forms: 0,
  abandoned_tasks: 0,
  exited: false,
  strain: 0,
  task_type: null,
  run_success: null,
};

describe('screen visits', () => {
  it('are the stays of a session, each with what went wrong there and the run open on entering', async () => {
    await portal.send(key, [
      on('home', 0, { eventType: 'navigation' }),
      task('list', 1_000, 'task_started'),
      ...[2_000, 2_300, 2_600].map(ms => on('list', ms)),
      on('edit', 30_000),
      error('edit', 30_500),
      task('done', 40_000, 'task_completed'),
      on('home', 90_000),
    ]);
    await caughtUp();
    const run = { task_type: 'order', run_success: true };
    expect(await visits()).toEqual([
      { ...calm, seq: 0, screen_id: 'home', route: '/home', spent_ms: 1_000, clicks: 0 },
      {
        ...calm,
        ...run,
        seq: 1,
        screen_id: 'list',
        route: '/list',
        spent_ms: 29_000,
        clicks: 3,
        rage_clicks: 1,
        strain: 0.3,
      },
      {
        ...calm,
        ...run,
        seq: 2,
        screen_id: 'edit',
        route: '/edit',
        spent_ms: 10_000,
        clicks: 1,
        errors: 1,
        strain: 0.4,
      },
      { ...calm, ...run, seq: 3, screen_id: 'done', route: '/done', spent_ms: 50_000, clicks: 0 },
      { ...calm, seq: 4, screen_id: 'home', route: '/home', spent_ms: 0, clicks: 1, exited: true },
    ]);
  });

  it("put every incident somewhere: a session's strains add up to its frustration", async () => {
    await portal.send(key, [
      task('a', 0, 'task_started'),
      on('b', 1_000),
      on('a', 2_000, { eventType: 'input_meta', elementType: 'input_text' }),
      error('b', 3_000),
      on('b', 3_000, { sessionId: 's2' }),
    ]);
    await caughtUp();
    expect(
      await rows(`SELECT session_id, bool_and(abs(frustration_score - expected) < 1e-6) AS same, round(any_value(strain), 6) AS strain
        FROM fact_sessions JOIN (SELECT visit_key, session_id, sum(strain) AS strain, 1 - exp(-sum(strain)) AS expected
          FROM fact_screen_visits GROUP BY ALL) USING (visit_key, session_id) GROUP BY session_id ORDER BY session_id`),
    ).toEqual([
      { session_id: 's1', same: true, strain: 1.8 },
      { session_id: 's2', same: true, strain: 0 },
    ]);
  });

  it('keep to the corrected clock and to the parts of a session id', async () => {
    const late = { sentAt: new Date(portal.clock.now() - 100_000).toISOString() };
    await portal.send(key, [on('a', 0), on('b', 50)], late);
    portal.clock.advance(20_000);
    await portal.send(key, [on('c', 3_700_000)], {
      sentAt: new Date(portal.clock.now() - 120_000).toISOString(),
    });
    await caughtUp();
    expect(
      await rows(
        `SELECT session_id, screen_id, entered_ts, exited FROM fact_screen_visits ORDER BY entered_ts, seq`,
      ),
    ).toEqual([
      { session_id: 's1', screen_id: 'a', entered_ts: noon + 100_000, exited: false },
      { session_id: 's1', screen_id: 'b', entered_ts: noon + 100_050, exited: true },
      { session_id: 's1~2', screen_id: 'c', entered_ts: noon + 3_800_000, exited: true },
    ]);
  });
});

describe('hotspots', () => {
  it('say of a screen and day what share of the sessions had trouble there', async () => {
    const rage = (sessionId: string) => [0, 300, 600].map(ms => on('list', ms, { sessionId }));
    await portal.send(key, [
      ...rage('s1'),
      on('list', 0, { sessionId: 's2', userHash: 'user_0002' }),
      on('edit', 10_000, { sessionId: 's2', userHash: 'user_0002' }),
      error('list', 0),
    ]);
    await caughtUp();
    expect(await rows(`SELECT * FROM fact_screen_hotspots ORDER BY screen_id DESC`)).toEqual([
      {
        org_id: 'org_1',
        product_id: 'crm',
        screen_id: 'list',
        route: '/list',
        date: Date.parse('2026-11-01'),
        sessions: 2,
        users: 2,
        avg_frustration: 0.251707,
        avg_efficiency: null,
        rage_click_rate: 0.5,
        dead_click_rate: 0,
        error_rate: 0.5,
        dropoff_rate: 0.5,
        avg_time_spent_ms: 5_300,
      },
      expect.objectContaining({ screen_id: 'edit', sessions: 1, dropoff_rate: 1, avg_frustration: 0 }),
    ]);
  });

  it('follow late events, tell readers, and are not made again for nothing', async () => {
    const seq = async () => (await rows('SELECT max(seq)::INTEGER AS seq FROM fact_changes'))[0]?.seq;
    await portal.send(key, [on('list', 0), on('edit', 1_000)]);
    await caughtUp();
    const before = await seq();
    await portal.send(key, [error('edit', 2_000)]);
    await caughtUp();
    expect(await rows(`SELECT screen_id, error_rate FROM fact_screen_hotspots ORDER BY screen_id`)).toEqual([
      { screen_id: 'edit', error_rate: 1 },
      { screen_id: 'list', error_rate: 0 },
    ]);
    const after = await seq();
    expect(after).toBeGreaterThan(Number(before));
    await portal.restart();
    await caughtUp();
    expect(await seq()).toBe(after);
  });

  it('stay when the raw events of their day are gone', async () => {
    await portal.send(key, [on('list', 0), on('edit', 1_000)]);
    await caughtUp();
    portal.clock.advance(401 * dayMs);
    await portal.core.scheduler.settled(await portal.core.scheduler.runNow('telemetry.retention'));
    expect(await rows('SELECT count(*)::INTEGER AS n FROM events_raw')).toEqual([{ n: 0 }]);
    // The same day again, by another user's old recording.
    await portal.send(key, [on('list', 5_000, { userHash: 'user_0002', sessionId: 's2' })]);
    await caughtUp();
    expect(await rows(`SELECT screen_id, sessions FROM fact_screen_hotspots ORDER BY screen_id`)).toEqual([
      { screen_id: 'edit', sessions: 1 },
      { screen_id: 'list', sessions: 2 },
    ]);
  });
});
