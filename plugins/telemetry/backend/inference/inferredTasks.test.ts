import fc from 'fast-check';
import type { WireEvent } from '../../contract';
import { telemetryRef } from '../../contract';
import { factsDigest } from '../testing/factsDigest';
import { direct, lost, sessionMaker } from '../testing/sessions';
import { startTelemetryPortal, type TelemetryPortal } from '../testing/telemetryPortal';

const dayMs = 86_400_000;
const portals: TelemetryPortal[] = [];
afterEach(async () => {
  for (const portal of portals.splice(0)) await portal.stop();
});

async function open() {
  const portal = await startTelemetryPortal({ config: { processing: { settleMs: 0, baselineRuns: 5 } } });
  portals.push(portal);
  const key = await portal.key('org_1');
  return {
    portal,
    rows: (sql: string) => portal.core.warehouse.query(sql),
    async take(events: readonly WireEvent[]) {
      const { body } = await portal.send(key, events);
      expect(body.rejected).toBe(0);
      await portal.service(telemetryRef).caughtUp();
    },
    types: () =>
      portal.core.warehouse.query(
        `SELECT task_type, count(*)::INTEGER AS n, bool_and(inferred) AS inferred, count(success)::INTEGER AS told
         FROM fact_task_runs GROUP BY ALL ORDER BY task_type`,
      ),
  };
}

const sixOfEach = (session: ReturnType<typeof sessionMaker>, startMs: number): WireEvent[] =>
  Array.from({ length: 6 }, (_, i) => [
    ...session(`f${startMs / dayMs}-${i}`, startMs + i * 3_600_000, direct),
    ...session(`b${startMs / dayMs}-${i}`, startMs + i * 3_600_000 + 60_000, lost),
  ]).flat();

describe('products that name no tasks', () => {
  it('get inferred runs that keep their task as data and months come', async () => {
    const { portal, take, types, rows } = await open();
    const session = sessionMaker();
    await take(sixOfEach(session, -dayMs));
    const first = await types();
    expect(first).toEqual([
      { task_type: 'fill-form', n: 6, inferred: true, told: 0 },
      { task_type: 'fill-search', n: 6, inferred: true, told: 0 },
    ]);
    expect(await rows('SELECT task_type, task_label, inferred FROM dim_task_types ORDER BY 1')).toEqual([
      { task_type: 'fill-form', task_label: 'Fill in: form', inferred: 1 },
      { task_type: 'fill-search', task_label: 'Fill in: search', inferred: 1 },
    ]);
    portal.clock.advance(40 * dayMs);
    const news = ['news', ['news', 'a'], 'article'] as const;
    await take([
      ...Array.from({ length: 6 }, (_, i) => session(`l${i}`, (20 + i) * dayMs, direct)).flat(),
      ...Array.from({ length: 5 }, (_, i) => session(`n${i}`, (20 + i) * dayMs + 3_600_000, news)).flat(),
    ]);
    expect(await types()).toEqual([
      { ...first[0], n: 12 },
      first[1],
      { task_type: 'press-news', n: 5, inferred: true, told: 0 },
    ]);
    expect(await rows('SELECT DISTINCT date_window, task_type FROM flow_archetypes ORDER BY ALL')).toEqual([
      { date_window: '2026-10', task_type: 'fill-form' },
      { date_window: '2026-10', task_type: 'fill-search' },
      { date_window: '2026-11', task_type: 'fill-form' },
      { date_window: '2026-11', task_type: 'press-news' },
    ]);
  }, 60_000);

  it('are cut at pauses and at the return to where the session began; trouble counts where it happened', async () => {
    const { take, rows } = await open();
    const session = sessionMaker();
    const visits = Array.from({ length: 5 }, (_, i) => {
      const at = -dayMs + i * 3_600_000;
      const [first, ...rest] = session(`v${i}`, at, [
        'home',
        ...direct,
        'home',
        ...lost,
        ['search', 'error'],
      ]);
      // Two minutes later, in the same session.
      const later = session(`v${i}`, at + 200_000, ['report', ['report', 'select'], ['report', 'button']]);
      return [...(first ? [first] : []), ...rest, ...later];
    });
    await take(visits.flat());
    expect(
      await rows(`SELECT task_type, count(*)::INTEGER AS n, any_value(clicks) AS clicks, round(max(friction), 2) AS friction
                  FROM fact_task_runs GROUP BY ALL ORDER BY min(start)`),
    ).toEqual([
      // Back home within 20 s.
      { task_type: 'fill-form', n: 5, clicks: 1, friction: 0.18 },
      // An error, and a search never sent.
      { task_type: 'fill-search', n: 5, clicks: 2, friction: 0.59 },
      { task_type: 'choose-report', n: 5, clicks: 2, friction: 0 },
    ]);
  }, 60_000);

  it('lose inferred runs once they name their tasks', async () => {
    const { take, types } = await open();
    const session = sessionMaker();
    await take(sixOfEach(session, -dayMs));
    await take(session('named', -3_600_000, direct, { task: 'create' }));
    expect(await types()).toEqual([{ task_type: 'create', n: 1, inferred: false, told: 1 }]);
  }, 60_000);

  it('have the same runs however their events came', async () => {
    const session = sessionMaker();
    const events = [-dayMs, -40 * dayMs, -3 * dayMs].flatMap(at => sixOfEach(session, at));
    const whole = await open();
    await whole.take(events);
    const expected = await factsDigest(whole.portal.core.warehouse);
    const [shuffled = []] = fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), {
      numRuns: 1,
      seed: 11,
    });
    const parts = await open();
    const size = Math.ceil(shuffled.length / 3);
    for (let from = 0; from < shuffled.length; from += size)
      await parts.take(shuffled.slice(from, from + size));
    expect(await factsDigest(parts.portal.core.warehouse)).toBe(expected);
  }, 90_000);
});
