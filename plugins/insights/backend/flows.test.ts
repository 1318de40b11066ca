import type { TestPortal } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { endpoints } from '../contract';
import { writeFacts, type SessionFact, type StayFact } from './testing/facts';
import { seller, startInsightsPortal } from './testing/insightsPortal';

const session = (index: number, stays: readonly StayFact[]): SessionFact => ({
  org: 'org_a',
  session: `s${index}`,
  start: '2026-10-20 09:00:00',
  device: index % 2 === 0 ? 'mobile' : 'desktop',
  stays,
});
const to = (...screens: string[]): StayFact[] => screens.map(screen => ({ screen, spentMs: 1000 }));

describe('flows', () => {
  let portal: TestPortal;
  const client = () => portal.client(endpoints, { as: seller('org_a') });
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    await writeFacts(portal, [
      ...Array.from({ length: 6 }, (_, index) => session(index, to('home', 'list', 'item'))),
      ...Array.from({ length: 3 }, (_, index) => session(10 + index, to('home', 'home', 'list'))),
      session(20, [
        { screen: 'home' },
        { screen: 'pay', task: 'pay', run: 'r1', success: false, strain: 1 },
        { screen: 'receipt', task: 'pay', run: 'r1', success: false },
      ]),
      session(21, [
        { screen: 'pay', task: 'pay', run: 'r2', success: true },
        { screen: 'receipt', task: 'pay', run: 'r2', success: true },
      ]),
      // Ten screens at one step: more than are drawn.
      ...Array.from({ length: 10 }, (_, index) => session(30 + index, to('search', `result-${index}`))),
    ]);
    await portal.core.warehouse.run(
      `INSERT INTO flow_archetypes (org_id, product_id, date_window, task_type, archetype_id, steps, avg_duration_s,
         avg_frict_score, sample_sessions, label, success_share, coverage, runs)
       VALUES ('org_a', 'shop', '2026-10', 'pay', 'a1', ['pay', 'receipt'], 12, 0.1, 40, 'Straight to the receipt', 0.9, 0.8, 80),
         ('org_a', 'shop', '2026-10', 'pay', 'a3', ['help', 'pay'], 30, 0.4, 10, 'By way of help', 0.5, 0.2, 20),
         ('org_a', 'shop', '2026-07', 'pay', 'a2', ['pay'], 12, 0.1, 40, 'Long ago', 0.9, 0.8, 80)`,
    );
    // Of 8 runs on phones 6 went straight and 2 asked for help, in vain; of 10 on desktops none did.
    await portal.core.warehouse.run(
      `INSERT INTO fact_task_runs (org_id, product_id, session_id, visit_key, task_type, start, duration_ms, success, friction,
         archetype_id, device_type)
       SELECT 'org_a', 'shop', 'p' || i, i, 'pay', TIMESTAMP '2026-10-03', 10000 * CASE WHEN i < 2 THEN 3 ELSE 1 END, i >= 2,
         0.1, CASE WHEN i < 2 THEN 'a3' ELSE 'a1' END, CASE WHEN i < 8 THEN 'mobile' ELSE 'desktop' END FROM range(18) AS r(i)`,
    );
    await portal.core.warehouse.run(
      `INSERT INTO dim_task_types (org_id, product_id, task_type, task_label, inferred) VALUES ('org_a', 'shop', 'pay', 'Pay an order', 1)`,
    );
  });
  afterAll(() => portal.stop());

  it('names the paths most sessions take; reloads of a screen are one step', async () => {
    const { flows, total } = await client().topFlows({});
    expect(total).toBe(21);
    expect(flows[0]).toMatchObject({
      screens: ['home', 'list', 'item'],
      sessions: 6,
      share: { value: 6 / 21, n: 21 },
    });
    expect(flows[1]).toMatchObject({ screens: ['home', 'list'], sessions: 3 });
    expect(flows[0]?.duration.value).toBe(3000);
  });

  it('draws nodes, edges and drop-off step by step', async () => {
    const graph = await client().flowGraph({});
    expect(graph.total).toBe(21);
    const node = (id: string) => graph.nodes.find(one => one.id === id);
    expect(node('1:home')).toMatchObject({ sessions: 10, dropoff: { value: 0 } });
    expect(node('2:list')?.dropoff).toMatchObject({ value: 3 / 9, n: 9 });
    expect(graph.edges).toContainEqual({ source: '1:home', target: '2:list', sessions: 9 });
    expect(node('2:')).toMatchObject({ others: true });
    const atTwo = graph.nodes.filter(({ step }) => step === 2);
    expect(atTwo).toHaveLength(8);
    expect(atTwo.reduce((sum, { sessions }) => sum + sessions, 0)).toBe(21);
    // What comes to a step and what ended before it add up.
    for (const one of graph.nodes) {
      const onward = graph.edges
        .filter(({ source }) => source === one.id)
        .reduce((sum, edge) => sum + edge.sessions, 0);
      expect(onward + Math.round((one.dropoff.value ?? 0) * one.sessions)).toBe(one.sessions);
    }
  });

  it('ends at the steps asked for without calling that a drop-off', async () => {
    const { nodes, edges } = await client().flowGraph({ query: { steps: 2 } });
    expect(Math.max(...nodes.map(({ step }) => step))).toBe(2);
    expect(edges.every(({ target }) => target.startsWith('2:'))).toBe(true);
    expect(nodes.find(({ id }) => id === '2:list')?.dropoff.value).toBeCloseTo(3 / 9);
  });

  it('is narrowed by task, device and success; runs are then what is counted', async () => {
    const runs = await client().topFlows({ query: { task: 'pay' } });
    expect(runs).toMatchObject({
      total: 2,
      flows: [{ screens: ['pay', 'receipt'], success: { value: 0.5, n: 2 } }],
    });
    const failed = await client().flowGraph({ query: { task: 'pay', success: 'false' } });
    expect(failed.total).toBe(1);
    expect(failed.nodes[0]?.friction.value).toBeCloseTo(1 - Math.exp(-1));
    expect((await client().topFlows({ query: { device: 'mobile', release: '9' } })).total).toBe(0);
    const refused = await portal.fetch('/v1/flows/top?success=maybe&steps=99', { as: seller('org_a') });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/query\.success.*query\.steps/);
  });

  it('reads the same sample of very many sessions each time, and says of how many', async () => {
    const { warehouse } = portal.core;
    await warehouse.run(`INSERT INTO fact_sessions (org_id, product_id, session_id, start_ts)
      SELECT 'org_big', 'shop', 'b' || i, TIMESTAMP '2026-10-20' FROM range(400001) AS r(i)`);
    await warehouse.run(`INSERT INTO fact_screen_visits (org_id, product_id, session_id, visit_key, seq, screen_id, date, strain, spent_ms)
      SELECT 'org_big', 'shop', 'b' || i, i, 0, 'home', DATE '2026-10-20', 0, 1 FROM range(400001) AS r(i)`);
    const big = portal.client(endpoints, { as: seller('org_big') });
    const graph = await big.flowGraph({});
    expect(graph.about.sampleEvery).toBe(3);
    expect(graph.total).toBeGreaterThan(395_000);
    expect(graph.total).toBeLessThan(405_000);
    expect((await big.topFlows({})).total).toBe(graph.total);
  });

  it('lists archetypes of the months in view with their coverage and label', async () => {
    const { archetypes } = await client().archetypes({});
    expect(archetypes.map(({ archetypeId }) => archetypeId)).toEqual(['a1', 'a3']);
    expect(archetypes[0]).toEqual(
      expect.objectContaining({
        archetypeId: 'a1',
        taskLabel: 'Pay an order',
        inferred: true,
        steps: ['pay', 'receipt'],
        coverage: { value: 0.8, n: 100 },
        success: { value: 0.9, n: 80 },
      }),
    );
    expect((await client().archetypes({ query: { productId: 'other' } })).archetypes).toEqual([]);
    expect(
      (await client().archetypes({ query: { task: 'pay', productId: 'shop' } })).archetypes,
    ).toHaveLength(2);
  });

  it('narrows archetypes by device, release, segment and success, over whole months', async () => {
    // The window begins after the runs; archetypes are of its months.
    const from = '2026-10-10';
    const figuresOf = async (query: object) =>
      (await client().archetypes({ query: { from, ...query } })).archetypes.map(one => [
        one.archetypeId,
        one.coverage,
        one.success.value,
        one.duration.value,
      ]);
    expect(await figuresOf({ device: 'mobile' })).toEqual([
      ['a1', { value: 0.75, n: 8 }, 1, 10],
      ['a3', { value: 0.25, n: 8 }, 0, 30],
    ]);
    expect(await figuresOf({ success: 'false' })).toEqual([['a3', { value: 1, n: 2 }, 0, 30]]);
    expect(await figuresOf({ task: 'pay', device: 'desktop', success: 'true' })).toEqual([
      ['a1', { value: 1, n: 10 }, 1, 10],
    ]);
    expect(await figuresOf({ release: '9' })).toEqual([]);
    expect(await figuresOf({ segment: 'none' })).toEqual([]);
  });
});
