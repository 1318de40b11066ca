import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { endpoints } from '../contract';
import { writeFacts, type SessionFact } from './testing/facts';
import { seller, startInsightsPortal, viewer } from './testing/insightsPortal';

const sessions = (org: string, day: string, count: number, more: Partial<SessionFact> = {}): SessionFact[] =>
  Array.from({ length: count }, (_, index) => ({
    org,
    session: `${org}-${day}-${index}`,
    start: `2026-${day} 10:00:00`,
    ...more,
  }));

describe('the overview', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    await writeFacts(portal, [
      ...sessions('org_a', '10-20', 10, {
        frustration: 0.4,
        runs: [
          { task: 'pay', efficiency: 0.5, success: true },
          { task: 'pay', efficiency: 0.9, success: false },
        ],
        stays: [{ screen: 'cart', strain: 0.5, rage: 1 }, { screen: 'done' }],
      }),
      ...sessions('org_a', '09-10', 5, { frustration: 0.2, device: 'mobile' }),
      ...sessions('org_b', '10-20', 40, {
        frustration: 0.9,
        stays: [{ screen: 'secret', strain: 3, errors: 1 }],
      }),
    ]);
  });
  afterAll(() => portal.stop());

  it('answers friction, efficiency, sessions and success with delta, days, n and definitions', async () => {
    const answer = await portal.client(endpoints, { as: seller('org_a') }).overview({});
    expect(answer.about.window).toEqual({ from: '2026-10-03', to: '2026-11-01' });
    expect(answer.frictionIndex).toMatchObject({ n: 10, previous: { n: 5 } });
    expect(answer.frictionIndex.value).toBeCloseTo(40);
    expect(answer.frictionIndex.delta).toBeCloseTo(20);
    expect(answer.frictionIndex.days).toHaveLength(30);
    expect(answer.frictionIndex.days.filter(day => day.n > 0)).toEqual([
      { day: '2026-10-20', value: expect.closeTo(40), n: 10 },
    ]);
    expect(answer.efficiencyScore.value).toBeCloseTo(70);
    expect(answer.efficiencyScore.delta).toBeNull();
    expect(answer.taskSuccess).toMatchObject({ value: 0.5, n: 20 });
    expect(answer.sessions.delta).toBe(5);
    expect(answer.topHotspots.map(({ screenId }) => screenId)).toEqual(['cart', 'done']);
    for (const metric of ['frictionIndex', 'efficiencyScore', 'sessions', 'taskSuccess', 'impact'])
      expect(answer.about.definitions[metric]?.definition).not.toBe('');
  });

  it('is narrowed by range, device, release, segment and task', async () => {
    const client = portal.client(endpoints, { as: viewer('org_a') });
    const september = { from: '2026-09-01', to: '2026-09-30' };
    expect((await client.overview({ query: september })).sessions.value).toBe(5);
    expect((await client.overview({ query: { ...september, device: 'desktop' } })).sessions.value).toBe(0);
    expect((await client.overview({ query: { task: 'pay' } })).sessions.value).toBe(10);
    expect((await client.overview({ query: { task: 'none' } })).sessions.value).toBe(0);
    expect((await client.overview({ query: { release: '1.0.0', segment: 'team' } })).sessions.value).toBe(10);
  });

  it('computes an answer once, and again after a change of the facts', async () => {
    const client = portal.client(endpoints, { as: seller('org_c') });
    expect((await client.overview({})).sessions.value).toBe(0);
    // A row that telemetry has not announced is not looked for.
    await portal.core.warehouse.run(
      `INSERT INTO fact_sessions (org_id, product_id, session_id, start_ts) VALUES ('org_c', 'shop', 's', '2026-10-20')`,
    );
    expect((await client.overview({})).sessions.value).toBe(0);
    await writeFacts(portal, sessions('org_c', '10-20', 3));
    expect((await client.overview({})).sessions.value).toBe(4);
  });

  it.each([
    [{ from: '2026-13-01' }, 'from'],
    [{ from: '2026-10-02', to: '2026-10-01' }, 'from'],
    [{ from: '2020-01-01', to: '2026-10-01' }, 'from'],
    [{ device: 'fridge' }, 'device'],
    [{ productId: "x' OR 1=1" }, 'productId'],
    [{ release: '' }, 'release'],
    [{ orgId: 'org_b' }, 'orgId'],
  ])('refuses %j by naming the field', async (query, field) => {
    const response = await portal.fetch(
      `/v1/insights/overview?${new URLSearchParams(query as Record<string, string>)}`,
      {
        as: seller('org_a'),
      },
    );
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain(`"field":"query.${field}"`);
  });

  it('is for members of an organisation only', async () => {
    expect((await portal.fetch('/v1/insights/overview')).status).toBe(401);
    expect((await portal.fetch('/v1/insights/overview', { as: { orgId: null, roles: [] } })).status).toBe(
      403,
    );
  });
});
