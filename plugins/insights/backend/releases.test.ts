import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { endpoints } from '../contract';
import { writeFacts, type SessionFact } from './testing/facts';
import { seller, startInsightsPortal } from './testing/insightsPortal';

/** `good` and `bad` runs alternate in the shares given, so that means are known and variances are not zero. */
const runs = (
  release: string,
  task: string,
  count: number,
  { badShare = 0, device = (_: number): string => 'desktop', badFriction = 0.8 } = {},
): SessionFact[] =>
  Array.from({ length: count }, (_, index) => {
    const bad = index % 100 < badShare * 100;
    return {
      org: 'org_a',
      session: `${release}-${task}-${index}`,
      start: release === '1.0.0' ? '2026-10-05 09:00:00' : '2026-10-20 09:00:00',
      release,
      device: device(index),
      runs: [
        {
          task,
          success: !bad,
          friction: bad ? badFriction : index % 2 === 0 ? 0.1 : 0.12,
          durationMs:
            (index % 2 === 0 ? 10_000 : 12_000) * (release === '2.0.0' && task === 'slow' ? 1.5 : 1),
        },
      ],
    };
  });

describe('comparing releases', () => {
  let portal: TestPortal;
  const compare = (query: object = {}) =>
    portal
      .client(endpoints, { as: seller('org_a') })
      .compareReleases({ query: { a: '1.0.0', b: '2.0.0', ...query } });
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    const mobileLater = (index: number) => (index % 10 < 6 ? 'mobile' : 'desktop');
    await writeFacts(portal, [
      ...runs('1.0.0', 'same', 200, { badShare: 0.05 }),
      ...runs('2.0.0', 'same', 200, { badShare: 0.05, device: mobileLater }),
      ...runs('1.0.0', 'worse', 200, { badShare: 0.05 }),
      ...runs('2.0.0', 'worse', 200, { badShare: 0.45 }),
      ...runs('1.0.0', 'slow', 200),
      ...runs('2.0.0', 'slow', 200),
      ...runs('1.0.0', 'rare', 10),
      ...runs('2.0.0', 'rare', 10, { badShare: 1 }),
    ]);
  });
  afterAll(() => portal.stop());

  it('puts what got worse first, with intervals, and calls nothing worse that may be chance', async () => {
    const { tasks, a, b } = await compare();
    expect([a.runs, b.runs]).toEqual([610, 610]);
    const [worse] = tasks;
    expect(worse).toMatchObject({ task: 'worse', tooFew: false, friction: { verdict: 'worse' } });
    expect(worse?.friction.change.low).toBeGreaterThan(0);
    expect(worse?.success).toMatchObject({ verdict: 'worse', a: { value: 0.95 }, b: { value: 0.55 } });
    expect(worse?.success.change.value).toBeCloseTo(-0.4);
    const same = tasks.find(({ task }) => task === 'same');
    expect(same).toMatchObject({
      friction: { verdict: 'unclear' },
      success: { verdict: 'unclear' },
      duration: { verdict: 'unclear' },
    });
  });

  it('compares durations as a ratio', async () => {
    const slow = (await compare()).tasks.find(({ task }) => task === 'slow');
    expect(slow?.duration).toMatchObject({ verdict: 'worse' });
    expect(slow?.duration.change.value).toBeCloseTo(1.5);
    expect(slow?.duration.a.value).toBeCloseTo(Math.sqrt(10_000 * 12_000));
  });

  it('warns of samples that are too small, and judges nothing by them', async () => {
    const { tasks, leastRuns } = await compare();
    expect(leastRuns).toBe(30);
    expect(tasks.at(-1)).toMatchObject({
      task: 'rare',
      tooFew: true,
      friction: { verdict: 'unclear' },
      success: { verdict: 'unclear' },
    });
  });

  it('names the shift of the mix, and the difference like for like', async () => {
    const { mixShifts, tasks } = await compare({ task: 'same' });
    expect(mixShifts[0]).toMatchObject({ dimension: 'device', a: expect.any(Number) });
    expect(mixShifts.map(({ value }) => value).sort()).toEqual(['desktop', 'mobile']);
    expect(tasks[0]?.success.likeForLike).not.toBeNull();
    expect((await compare({ task: 'worse' })).mixShifts).toEqual([]);
  });

  it('answers for releases that never ran, and refuses a missing one by name', async () => {
    const nothing = await compare({ a: 'x', b: 'y' });
    expect(nothing).toMatchObject({ a: { runs: 0 }, b: { runs: 0 }, tasks: [], mixShifts: [] });
    const oneSided = await compare({ a: '1.0.0', b: 'y', task: 'same' });
    expect(oneSided.tasks[0]).toMatchObject({ tooFew: true, friction: { change: { value: null } } });
    const response = await portal.fetch('/v1/releases/compare?a=1.0.0', { as: seller('org_a') });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('query.b');
  });
});
