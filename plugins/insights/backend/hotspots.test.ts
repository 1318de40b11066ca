import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { endpoints, type Hotspot } from '../contract';
import { writeFacts, type SessionFact } from './testing/facts';
import { seller, startInsightsPortal } from './testing/insightsPortal';

/** 30 sessions of ten users: a bad checkout on the newer release, and a cart where people turn back. */
const shop = (org: string): SessionFact[] =>
  Array.from({ length: 30 }, (_, index) => ({
    org,
    session: `${org}-s${index}`,
    user: `${org}-u${index % 10}`,
    start: `2026-10-${10 + (index % 20)} 09:00:00`,
    release: index % 2 === 0 ? '2.0.0' : '1.0.0',
    device: index % 3 === 0 ? 'mobile' : 'desktop',
    frustration: index / 100,
    stays: [
      {
        screen: 'cart',
        backtracks: index % 5 === 0 ? 1 : 0,
        strain: index % 5 === 0 ? 0.2 : 0,
        spentMs: 2000,
      },
      { screen: 'help', spentMs: 100 },
      { screen: 'cart', forms: index % 15 === 0 ? 1 : 0, strain: index % 15 === 0 ? 0.5 : 0, spentMs: 500 },
      {
        screen: 'checkout',
        rage: index % 2 === 0 ? 2 : 0,
        errors: index % 4,
        strain: index % 2 === 0 ? 0.9 : 0,
      },
    ],
  }));

describe('hotspots', () => {
  let portal: TestPortal;
  const client = (org: string) => portal.client(endpoints, { as: seller(org) });
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    await writeFacts(portal, [...shop('org_a'), ...shop('org_b')]);
    await portal.core.warehouse.run(
      `INSERT INTO fact_incidents (org_id, product_id, session_id, user_hash, ts, kind, screen_id, element_type, element_label_hash)
       SELECT org_id, product_id, session_id, user_hash, start_ts, 'rage_click', 'checkout', 'button', 'hash1' FROM fact_sessions`,
    );
  });
  afterAll(() => portal.stop());

  it('ranks screens by users × severity, with rates, trend and symptoms', async () => {
    const { hotspots, total } = await client('org_a').hotspots({});
    expect(hotspots.map(({ screenId }) => screenId)).toEqual(['checkout', 'cart', 'help']);
    expect(total).toBe(3);
    const [checkout, cart] = hotspots as [Hotspot, Hotspot];
    expect(checkout).toMatchObject({ sessions: 30, users: { value: 10, n: 30 }, route: '/checkout' });
    expect(checkout.severity.value).toBeCloseTo((1 - Math.exp(-0.9)) / 2);
    expect(checkout.impact.value).toBeCloseTo(10 * checkout.severity.value!);
    expect(checkout.rageClickRate).toMatchObject({ value: 0.5, n: 30 });
    expect(checkout.rageClickRate.low).toBeLessThan(0.5);
    expect(checkout.dropoffRate.value).toBe(1);
    expect(checkout.days).toHaveLength(20);
    expect(cart.sessions).toBe(30);
    expect(cart.timeSpent.value).toBe(2500);
    expect(cart.topSymptoms.map(({ symptom }) => symptom)).toEqual(['backtrack', 'form_abandonment']);
  });

  it('gives the same figures from daily aggregates and from the stays', async () => {
    const wide = await client('org_a').hotspots({});
    // Everybody is of this segment, so the filter narrows nothing but the way.
    const narrow = await client('org_a').hotspots({ query: { segment: 'team' } });
    const rounded = (all: readonly Hotspot[]) =>
      JSON.parse(
        JSON.stringify(all, (_, value: unknown) =>
          typeof value === 'number' ? Number(value.toFixed(6)) : value,
        ),
      ) as unknown;
    expect(rounded(narrow.hotspots)).toEqual(rounded(wide.hotspots));
  });

  it('compares with the window before', async () => {
    const { hotspots } = await client('org_a').hotspots({ query: { from: '2026-10-20', to: '2026-10-29' } });
    const checkout = hotspots.find(({ screenId }) => screenId === 'checkout');
    expect(checkout?.severity.n).toBe(10);
    expect(checkout?.severity.previous.n).toBe(20);
    expect(checkout?.severity.delta).not.toBeNull();
  });

  it('opens a screen: its incidents, alike ones together, and sessions stay by stay, the worst first', async () => {
    const answer = await client('org_a').hotspot({ params: { screenId: 'checkout' } });
    expect(answer.incidents).toEqual([
      expect.objectContaining({ kind: 'rage_click', elementLabelHash: 'hash1', incidents: 30, users: 10 }),
    ]);
    expect(answer.samples).toHaveLength(5);
    expect(answer.samples[0]?.stays.map(({ screenId }) => screenId)).toEqual([
      'cart',
      'help',
      'cart',
      'checkout',
    ]);
    expect(answer.samples[0]?.stays[3]).toMatchObject({
      exited: true,
      symptoms: [
        { symptom: 'rage_click', count: 2 },
        { symptom: 'error', count: 2 },
      ],
    });
    const mobile = await client('org_a').hotspot({
      params: { screenId: 'checkout' },
      query: { device: 'mobile', release: '2.0.0' },
    });
    expect(mobile.incidents[0]?.incidents).toBe(5);
    expect(mobile.samples.every(({ device, release }) => device === 'mobile' && release === '2.0.0')).toBe(
      true,
    );
    const unknown = await client('org_a').hotspot({ params: { screenId: 'nowhere' } });
    expect(unknown).toMatchObject({ hotspot: null, incidents: [], samples: [] });
  });

  it('limits the answer and says how many screens there are', async () => {
    const { hotspots, total } = await client('org_a').hotspots({ query: { limit: 1 } });
    expect([hotspots.length, total]).toEqual([1, 3]);
  });
});
