import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { endpoints } from '../contract';
import { writeFacts, type SessionFact } from './testing/facts';
import { seller, startInsightsPortal } from './testing/insightsPortal';

/** 80 people, each active on five days of each window; `kept` of ten do exports in the second one, all in the first. */
const sessions = (org: string, kept: number): SessionFact[] =>
  ['2026-09-1', '2026-10-1'].flatMap((decade, window) =>
    Array.from({ length: 400 }, (_, index): SessionFact => {
      const user = index % 80;
      const day = Math.floor(index / 80);
      const exports = window === 0 || user % 10 < kept;
      return {
        org,
        session: `${org}-${window}-${index}`,
        user: `${org}-u${user}`,
        start: `${decade}${day} 09:00:00`,
        stays: [{ screen: 'home' }],
        runs: [{ task: 'search' }, ...(exports ? [{ task: 'export' }] : [])],
      };
    }),
  );

let portal: TestPortal;
afterEach(() => portal.stop());
const client = (org: string) => portal.client(endpoints, { as: seller(org) });

describe('adoption', () => {
  beforeEach(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
  });

  it('is noted where a task is surely done on fewer days, with the views that show its numbers', async () => {
    await writeFacts(portal, [...sessions('org_less', 4), ...sessions('org_same', 10)]);
    const { notes } = await client('org_less').crabNotes({});
    expect(notes).toHaveLength(1);
    const [note] = notes;
    expect(note).toMatchObject({
      category: 'adoption',
      severity: 'high',
      title: 'People do export on fewer days than before',
      screenId: null,
    });
    expect(note?.confidence).toBeGreaterThan(0.99);
    const [change, now, before] = note?.evidence ?? [];
    expect(change).toMatchObject({ metric: 'taskAdoptionChange', n: 400 });
    expect(change?.value).toBeCloseTo(-0.6);
    // Of each piece of evidence, the view at its address says the number.
    for (const one of [now, before]) {
      const query = Object.fromEntries(new URL(one?.query ?? '', 'http://portal').searchParams);
      const { taskAdoption } = await client('org_less').overview({ query });
      expect(taskAdoption).toMatchObject({ value: one?.value, n: one?.n, low: one?.ci[0], high: one?.ci[1] });
    }
    expect((await client('org_less').overview({})).taskAdoption).toBeNull();
    expect((await client('org_same').crabNotes({})).notes).toEqual([]);
  });

  it('is not told apart from chance by few people, nor where the window before is empty', async () => {
    const few = sessions('org_few', 4).filter(({ user }) => Number(/\d+$/.exec(user ?? '')?.[0]) < 20);
    const young = sessions('org_young', 4).filter(({ start }) => start.startsWith('2026-10'));
    await writeFacts(portal, [...few, ...young]);
    for (const org of ['org_few', 'org_young']) expect((await client(org).crabNotes({})).notes).toEqual([]);
  });
});
