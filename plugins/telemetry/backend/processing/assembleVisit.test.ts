import fc from 'fast-check';
import { parseTimestamp } from '../ingest/timestamp';
import { wireEventAt } from '../testing/arbitraryEvent';
import type { WireEvent } from '../../contract';
import { assembleVisit } from './assembleVisit';
import type { VisitEvent } from './visitEvent';

const rules = {
  idleMs: 30 * 60_000,
  capMs: 24 * 3_600_000,
  weights: { rage: 0.3, dead: 0.2, backtrack: 0.2, error: 0.4, abandoned: 0.5 },
};
let count = 0;

function event(ms: number, fields: Partial<WireEvent> = {}, shiftMs = 0): VisitEvent {
  const wire = wireEventAt(ms, ++count, fields);
  const rawTs = parseTimestamp(wire.ts);
  return {
    eventId: wire.eventId,
    rawTs,
    shiftMs,
    receivedAt: 0,
    eventType: wire.eventType,
    screenId: wire.screenId,
    appName: wire.appName ?? null,
    name: wire.name ?? null,
    taskId: wire.taskId ?? null,
    success: wire.success ?? null,
    elementType: wire.elementType ?? null,
    elementLabelHash: wire.elementLabelHash ?? null,
    errorCode: wire.errorCode ?? null,
    responseMs: wire.responseMs ?? null,
    x: wire.x ?? null,
    y: wire.y ?? null,
    deviceType: wire.deviceType ?? null,
    releaseVersion: wire.releaseVersion ?? null,
    segment: wire.segment ?? null,
    sdkVersion: 'test/1',
    ts: rawTs,
  };
}
const click = (ms: number, fields: Partial<WireEvent> = {}) =>
  event(ms, { elementType: 'button', elementLabelHash: 'aaaaaaaaaaaa', ...fields });
const start = (ms: number, taskId = 't') => event(ms, { eventType: 'custom', name: 'task_started', taskId });
const done = (ms: number, success = true, taskId = 't') =>
  event(ms, { eventType: 'custom', name: 'task_completed', taskId, success });
const error = (ms: number) => event(ms, { eventType: 'custom', name: 'error', errorCode: 'E1' });
const visit = (ms: number, screenId: string) => event(ms, { eventType: 'navigation', screenId });
const kinds = (...events: VisitEvent[]) =>
  assembleVisit('s1', events, rules).flatMap(session => session.incidents.map(one => one.kind));

describe('sessions', () => {
  it('end after 30 minutes of silence and after 24 hours', () => {
    const minute = 60_000;
    const sessions = assembleVisit('s1', [click(0), click(30 * minute), click(61 * minute)], rules);
    expect(sessions.map(({ sessionId, clicks }) => [sessionId, clicks])).toEqual([
      ['s1', 2],
      ['s1~2', 1],
    ]);
    const allDay = Array.from({ length: 73 }, (_, i) => click(i * 20 * minute));
    expect(assembleVisit('s1', allDay, rules).map(session => session.clicks)).toEqual([72, 1]);
  });

  it('takes the smallest clock correction for all batches of the visit', () => {
    const [session] = assembleVisit('s1', [event(0, {}, 60_090), event(50, {}, 60_020)], rules);
    expect((session?.end ?? 0) - (session?.start ?? 0)).toBe(50);
  });

  it('follow from the events alone: any order, any repetition', () => {
    const kind = fc.constantFrom(
      click,
      error,
      start,
      done,
      (ms: number) => visit(ms, 'a'),
      (ms: number) => visit(ms, 'b'),
    );
    const events = fc.array(fc.tuple(kind, fc.integer({ min: 0, max: 5_000_000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (made, random) => {
        const list = made.map(([make, ms]) => make(ms));
        const before = JSON.stringify(assembleVisit('s1', list, rules));
        const shuffled = [...list, ...list.slice(0, 7).map(one => ({ ...one }))]
          .map(one => ({ one, by: random.next().value as number }))
          .sort((a, b) => a.by - b.by)
          .map(({ one }) => one);
        expect(JSON.stringify(assembleVisit('s1', shuffled, rules))).toBe(before);
      }),
    );
  });
});

describe('task runs', () => {
  const runs = (...events: VisitEvent[]) =>
    assembleVisit('s1', events, rules).flatMap(session => session.runs);

  it('pair a start with its completion and count what was done between', () => {
    const [run] = runs(
      start(0),
      click(100),
      visit(200, 'b'),
      click(300, { screenId: 'b' }),
      done(1000, false),
    );
    expect(run).toMatchObject({ success: false, abandoned: false, clicks: 2, screens: 2 });
    expect((run?.end ?? 0) - (run?.started.ts ?? 0)).toBe(1000);
  });

  it('are abandoned at the end of the session, after 15 minutes, or when begun anew', () => {
    expect(runs(start(0), click(100))).toMatchObject([{ abandoned: true, success: false, strain: 0.5 }]);
    const quarter = 15 * 60_000;
    expect(runs(start(0), click(100), done(quarter + 1))).toMatchObject([{ abandoned: true }]);
    expect(runs(start(0), done(quarter))).toMatchObject([{ abandoned: false }]);
    expect(runs(start(0), start(10), done(20))).toMatchObject([{ abandoned: true }, { success: true }]);
    expect(runs(done(5))).toEqual([]);
  });

  it('of different tasks may overlap', () => {
    expect(
      runs(start(0, 'a'), start(1, 'b'), click(2), done(3, true, 'a'), done(4, true, 'b')),
    ).toMatchObject([
      { taskType: 'a', clicks: 1 },
      { taskType: 'b', clicks: 1 },
    ]);
  });
});

describe('incidents', () => {
  it('rage: three clicks on one element within a second, unless answered or made to be repeated', () => {
    expect(kinds(click(0), click(400), click(800))).toEqual(['rage_click']);
    expect(kinds(click(0), click(400), click(800), click(1200))).toEqual(['rage_click']);
    expect(kinds(click(0), click(400), click(1001))).toEqual([]);
    expect(kinds(click(0), click(400), click(800, { elementLabelHash: 'bbbbbbbbbbbb' }))).toEqual([]);
    expect(
      kinds(click(0), click(400, { responseMs: 50 }), click(800), click(900, { responseMs: 9 })),
    ).not.toContain('rage_click');
    expect(kinds(click(0), click(400), visit(500, 'home'), click(800))).toEqual([]);
    expect(kinds(...[0, 400, 800].map(ms => click(ms, { elementType: 'input_checkbox' })))).toEqual([]);
  });

  it('dead: no response within 2.5 s where responses are measured, on something clickable', () => {
    const measured = click(60_000, { responseMs: 10 });
    expect(kinds(click(0), measured)).toEqual(['dead_click']);
    expect(kinds(click(0, { responseMs: 2_501 }), measured)).toEqual(['dead_click']);
    expect(kinds(click(0), visit(2_500, 'b'), measured)).toEqual([]);
    expect(kinds(click(0, { elementType: 'input_text' }), measured)).toEqual([]);
    expect(kinds(click(0))).toEqual([]);
  });

  it('error click and error loop', () => {
    expect(kinds(click(0), error(1_000))).toEqual(['error_click']);
    expect(kinds(click(0), error(1_001))).toEqual([]);
    expect(kinds(error(0), error(30_000), error(60_000))).toEqual(['error_loop']);
    expect(kinds(error(0), error(30_000), error(60_001))).toEqual([]);
  });

  it('backtrack: A, B, A within 20 s, unless a task was done in B', () => {
    expect(kinds(visit(0, 'a'), visit(1_000, 'b'), visit(21_000, 'a'))).toEqual(['backtrack']);
    expect(kinds(visit(0, 'a'), visit(1_000, 'b'), visit(21_001, 'a'))).toEqual([]);
    const task = event(1_500, { eventType: 'custom', name: 'task_completed', taskId: 't', screenId: 'b' });
    expect(kinds(visit(0, 'a'), visit(1_000, 'b'), task, visit(9_000, 'a'))).toEqual([]);
  });

  it('form abandonment blames the last field; a submission clears it', () => {
    const field = (ms: number, label: string) =>
      event(ms, { eventType: 'input_meta', elementType: 'input_text', elementLabelHash: label });
    const [session] = assembleVisit(
      's1',
      [field(0, 'first-field'), field(10, 'last-field'), visit(20, 'b')],
      rules,
    );
    expect(session?.incidents).toMatchObject([
      { kind: 'form_abandonment', occurrences: 2, blamed: { elementLabelHash: 'last-field' } },
    ]);
    expect(kinds(field(0, 'first-field'), click(50), visit(90, 'b'))).toEqual([]);
  });

  it('form abandonment knows settings kept at once and searches from forms', () => {
    const touch = (ms: number, elementType: string) =>
      event(ms, { eventType: 'input_meta', elementType, elementLabelHash: 'some-field' });
    expect(kinds(touch(0, 'input:checkbox'), touch(10, 'switch'), visit(20, 'b'))).toEqual([]);
    expect(kinds(touch(0, 'input:search'), visit(20, 'b'))).toEqual([]);
    const [session] = assembleVisit('s1', [touch(0, 'input:text'), touch(9, 'input:checkbox')], rules);
    expect(session?.incidents).toMatchObject([
      { kind: 'form_abandonment', occurrences: 2, blamed: { elementType: 'input:checkbox' } },
    ]);
  });

  it('task abandoned blames where it was given up', () => {
    const pay = click(9_000, { screenId: 'payment', elementLabelHash: 'pay-now-hash' });
    const [session] = assembleVisit('s1', [start(0), click(100), pay], rules);
    expect(session?.incidents).toMatchObject([
      {
        kind: 'task_abandoned',
        ts: pay.ts,
        blamed: { screenId: 'payment', elementLabelHash: 'pay-now-hash' },
      },
    ]);
  });

  it('what the web SDK marks as answered elsewhere is neither dead nor rage: links out, modifiers, native controls', () => {
    const out = [0, 300, 600].map(ms =>
      click(ms, { elementType: 'a', responseMs: 0, extra: { outbound: true } }),
    );
    expect(kinds(...out)).toEqual([]);
    expect(kinds(click(0, { elementType: 'unknown:div' }), click(9_000, { responseMs: 5 }))).toEqual([]);
    for (const elementType of ['spinbutton', 'input:number', 'input:date', 'datepicker', 'slider', 'stepper'])
      expect(kinds(...[0, 300, 600].map(ms => click(ms, { elementType })))).toEqual([]);
  });
});

it('frustration: calm is 0, and each signal keeps its part', () => {
  const [calm] = assembleVisit('s1', [visit(0, 'a'), click(100)], rules);
  expect(Object.values(calm?.contributions ?? {})).toEqual([0, 0, 0, 0, 0]);
  const [session] = assembleVisit('s1', [start(0), click(10), click(20), click(30), error(5_000)], rules);
  expect(session?.contributions).toEqual({ rage: 0.3, dead: 0, backtrack: 0, error: 0.4, abandoned: 0.5 });
});
