import type { TestPortal } from '@netcrab/backend/testing';
import { testDatabases } from '@netcrab/backend/testing';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { endpoints } from '../contract';
import { kMeans, seeded, silhouette } from './segments/kMeans';
import { nameClusters } from './segments/nameClusters';
import { writeFacts } from './testing/facts';
import { seller, startInsightsPortal, viewer } from './testing/insightsPortal';

describe.each(testDatabases)('saved segments on %s', database => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin, {}, database);
  });
  afterAll(() => portal.stop());

  it('are kept by name, listed to every member, and removed', async () => {
    const client = portal.client(endpoints, { as: seller('org_a') });
    const saved = await client.saveSegment({
      body: { name: ' Phones ', filters: { device: 'mobile', task: 'pay' } },
    });
    expect(saved).toMatchObject({
      name: 'Phones',
      createdBy: 'user-ada',
      filters: { device: 'mobile', task: 'pay' },
    });
    const asViewer = portal.client(endpoints, { as: viewer('org_a') });
    expect((await asViewer.segments({})).segments).toEqual([saved]);
    await expect(
      client.saveSegment({ body: { name: 'Phones', filters: { device: 'tablet' } } }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    await client.removeSegment({ params: { segmentId: saved.id } });
    expect((await client.segments({})).segments).toEqual([]);
    await expect(client.removeSegment({ params: { segmentId: saved.id } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const trail = await portal.core.audit.search({ orgId: 'org_a' });
    expect(trail.map(({ action }) => action)).toEqual(['segment.removed', 'segment.saved']);
  });

  it('need a name, a filter and the right to shape', async () => {
    const client = portal.client(endpoints, { as: seller('org_a') });
    await expect(client.saveSegment({ body: { name: '', filters: { task: 'a' } } })).rejects.toThrow('name');
    await expect(client.saveSegment({ body: { name: 'All', filters: {} } })).rejects.toThrow('at least one');
    await expect(
      portal
        .client(endpoints, { as: viewer('org_a') })
        .saveSegment({ body: { name: 'x', filters: { task: 'a' } } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('survive going down and up again only by going: the migration undoes itself', async () => {
    const { knex, dialect } = portal.core.database;
    const { migrations } = await import('../migrations');
    await portal
      .client(endpoints, { as: seller('org_a') })
      .saveSegment({ body: { name: 'Kept', filters: { task: 'a' } } });
    await migrations[0]!.down(knex, dialect);
    expect(await knex.schema.hasTable('insights_segments')).toBe(false);
    await migrations[0]!.up(knex, dialect);
    expect((await portal.client(endpoints, { as: seller('org_a') }).segments({})).segments).toEqual([]);
  });
});

describe('groups of alike sessions', () => {
  let portal: TestPortal;
  const clusters = (org: string) => portal.client(endpoints, { as: seller(org) }).clusters({});
  beforeAll(async () => {
    portal = await startInsightsPortal(telemetryPlugin);
    await writeFacts(
      portal,
      Array.from({ length: 300 }, (_, index) => {
        const rushed = index % 3 === 0;
        return {
          org: 'org_a',
          session: `s${index}`,
          start: '2026-10-20 09:00:00',
          durationMs: (rushed ? 9_000 : 300_000) + index * 10,
          clicks: rushed ? 4 : 30,
          frustration: rushed ? 0.7 + (index % 5) / 50 : 0.05,
          device: rushed ? 'mobile' : 'desktop',
          stays: [{ screen: 'a' }],
        };
      }),
    );
  });
  afterAll(() => portal.stop());

  it('are found and named from their features, the same each time', async () => {
    const answer = await clusters('org_a');
    expect(answer.clusters).toHaveLength(2);
    expect(answer.separation).toBeGreaterThan(0.7);
    const [calm, rushed] = answer.clusters;
    expect(calm).toMatchObject({ sessions: 200, commonDevice: 'desktop' });
    expect(rushed).toMatchObject({ sessions: 100, commonDevice: 'mobile' });
    expect(rushed?.name).toBe('Short, high-friction sessions');
    expect(new Set(answer.clusters.map(({ name }) => name)).size).toBe(2);
  });

  it('are not made of too few sessions', async () => {
    expect(await clusters('org_none')).toMatchObject({ clusters: [], separation: null });
  });

  it('part points that lie apart, with one seed always alike', () => {
    const points = Array.from({ length: 60 }, (_, index) => [(index % 3) * 10 + (index % 7) / 10, 0]);
    const one = kMeans(points, 3, seeded(4));
    expect(kMeans(points, 3, seeded(4))).toEqual(one);
    expect(silhouette(points, one)).toBeGreaterThan(0.9);
    expect(silhouette(points, kMeans(points, 1, seeded(4)))).toBe(0);
    expect(silhouette([[1], [1]], { groups: [0, 1], centres: [[1], [1]] })).toBe(0);
  });

  it('get names that tell them apart', () => {
    expect(nameClusters([[0, 0, 0, 0, 0]])).toEqual(['Typical sessions']);
    expect(nameClusters([[-1, 0, 0, 2, 0]])).toEqual(['Short, high-friction sessions']);
    const alike = nameClusters([
      [-1, 0, 0, 2, 0.1],
      [-1, 0, 0, 2, -0.1],
    ]);
    expect(new Set(alike).size).toBe(2);
    expect(
      new Set(
        nameClusters([
          [1, 1, 1, 1, 1],
          [1, 1, 1, 1, 1],
        ]),
      ).size,
    ).toBe(2);
  });
});
