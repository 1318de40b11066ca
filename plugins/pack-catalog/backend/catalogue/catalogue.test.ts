import { startCatalogPortal, type CatalogPortal } from '../../testing/catalogPortal';
import { definitionOf, flowFields, frictionFields } from '../../testing/definition';
import { frictionRows } from '../../testing/snapshotFile';
import { endpoints } from '../../contract/endpoints';
import { packDetail, packPage } from '../../contract/types';

const cheap = { standard: '99.00', pro: 'contact', enterprise: 'contact' } as const;

describe('the catalogue', () => {
  let catalog: CatalogPortal;
  const client = () => catalog.portal.client(endpoints);
  beforeAll(async () => {
    catalog = await startCatalogPortal();
    const { packs, portal } = catalog;
    await packs.publish(
      portal.core.files,
      definitionOf('ux_friction_b2b_crm', 'CRM friction benchmarks', {}, ['friction']),
      frictionRows(60),
    );
    const flows: Parameters<typeof definitionOf>[2] = {
      kind: 'task_flows',
      table: 'mp_task_flows',
      fields: flowFields,
      vertical: 'SUPPORT_DESK',
      categories: ['Flows'],
      updateFrequency: 'weekly',
      pricing: cheap,
    };
    await packs.publish(portal.core.files, definitionOf('flows_support', 'Support ticket flows', flows), [
      ['2026-10', 'reply', 'search first', '["search","reply"]', 80, 400],
      ['2026-10', 'close', 'straight', '["close"]', 20, 900],
    ]);
    packs.declare(
      definitionOf('erp_soon', 'ERP friction', {
        vertical: 'ERP',
        pricing: { standard: 'contact', pro: 'contact', enterprise: 'contact' },
      }),
    );
    packs.declare(definitionOf('secret_pack', 'Secret', { public: false }));
  });
  afterAll(() => catalog.portal.stop());

  it('lists public packs with facets that say what each choice leaves', async () => {
    const page = await client().listPacks({ query: { vertical: ['B2B_CRM', 'ERP'], sort: 'price' } });
    expect(page.items.map(item => item.id)).toEqual(['ux_friction_b2b_crm', 'erp_soon']);
    expect(page.items[0]).toMatchObject({
      basePriceUsd: '499.00',
      priceBand: '250_to_500',
      orgCount: '20–49',
      rows: 1200,
      category: 'Benchmarks',
      version: '1.0',
    });
    expect(page.items[0]?.samplePreview).toHaveLength(3);
    expect(page.items[1]).toMatchObject({
      basePriceUsd: null,
      priceBand: 'contact',
      rows: 0,
      updatedAt: null,
    });
    expect(page.facets.vertical).toEqual(
      expect.arrayContaining([
        { value: 'SUPPORT_DESK', count: 1 },
        { value: 'ERP', count: 1 },
      ]),
    );
    expect(page.facets.category).toEqual([
      { value: 'Benchmarks', count: 2 },
      { value: 'Flows', count: 0 },
    ]);
  });

  it.each([
    ['frictoin', ['ux_friction_b2b_crm', 'erp_soon']],
    ['benchm', ['ux_friction_b2b_crm', 'erp_soon']],
    ['support', ['flows_support']],
    ['CRM frict', ['ux_friction_b2b_crm']],
    ['zebra', []],
  ])('finds %s', async (q, ids) => {
    const page = await client().listPacks({ query: { q } });
    expect(page.items.map(item => item.id)).toEqual(ids);
  });

  it('is cacheable, compressed and answers 304', async () => {
    const first = await catalog.get('/v1/packs?pageSize=1&page=2', { key: '' });
    expect(first.headers.get('cache-control')).toContain('public, max-age=');
    expect(first.headers.get('content-encoding')).toBe('gzip');
    const page = packPage.parse(await first.json());
    expect([page.items.length, page.total]).toEqual([1, 3]);
    const etag = first.headers.get('etag') ?? '';
    const second = await catalog.get('/v1/packs?pageSize=1&page=2', {
      key: '',
      headers: { 'if-none-match': `W/${etag}` },
    });
    expect(second.status).toBe(304);
    const plain = await catalog.get('/v1/packs', { key: '', headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it.each(['sort=best', 'page=0', 'priceBand=1', 'colour=red'])('refuses %s', async query => {
    expect((await catalog.get(`/v1/packs?${query}`, { key: '' })).status).toBe(400);
  });

  it('shows everything about a pack', async () => {
    const pack = packDetail.parse(
      await (await catalog.get('/v1/packs/ux_friction_b2b_crm', { key: '' })).json(),
    );
    expect(pack.sampleData).toHaveLength(100);
    expect(pack.sampleData[0]).toMatchObject({ date: '2026-10-30' });
    const clicks = pack.schema.fields.find(field => field.name === 'median_clicks');
    expect(clicks).toMatchObject({ nullShare: 0.2, distinct: 4, unit: 'clicks', filterable: false });
    expect(clicks?.distribution.map(({ count }) => count)).toEqual([240, 240, 240, 240]);
    const sessions = pack.schema.fields.find(field => field.name === 'sample_sessions');
    expect(sessions?.distribution.reduce((sum, { count }) => sum + count, 0)).toBe(1200);
    expect(sessions?.distribution).toHaveLength(12);
    const [line, bar] = pack.charts;
    expect(line).toMatchObject({
      type: 'line',
      unit: 'points',
      title: expect.stringMatching(/, last 30 days of data$/),
    });
    expect(line?.data).toHaveLength(30);
    // 20 equal cells with margin 1.25 each: the mean's margin is 1.25 / √20.
    const [point] = line?.data ?? [];
    expect((point?.high ?? 0) - (point?.low ?? 0)).toBeCloseTo((2 * 1.25) / Math.sqrt(20), 3);
    expect(bar?.data.map(({ x }) => x)).toEqual(['OTHER', 'merge_contact', 'log_call', 'create_deal']);
    expect(pack.headline).toMatchObject({ low: { label: 'create_deal' }, high: { label: 'OTHER' } });
    expect(pack.quality).toMatchObject({ completeness: 1, suppressedShare: 0.04, privacy: { epsilon: 1 } });
    expect(pack.quality.freshness.nextRefreshAt).toBe(Date.parse('2026-11-02T02:00:00Z'));
    expect(pack.tiers.map(({ tier, priceUsd }) => [tier, priceUsd])).toEqual([
      ['standard', '499.00'],
      ['pro', '1500.00'],
      ['enterprise', null],
    ]);
    expect(pack.eligibility).toEqual({
      minOrgs: 20,
      minSessions: 10_000,
      orgCountCurrent: '20–49',
      sessionCountCurrent: 48_000,
    });
  });

  it('shows a pack before its first build, and one by windows', async () => {
    const soon = await client().getPack({ params: { packId: 'erp_soon' } });
    expect(soon.schema.fields.map(({ name }) => name)).toEqual(frictionFields.map(({ name }) => name));
    expect([soon.charts, soon.sampleData, soon.quality.completeness]).toEqual([[], [], null]);
    const flows = await client().getPack({ params: { packId: 'flows_support' } });
    expect(flows.charts.map(({ type }) => type)).toEqual(['bar']);
    expect(flows.sampleData[0]?.steps).toEqual(expect.any(Array));
  });

  it('shows a new build at once', async () => {
    const { packs, portal } = catalog;
    await packs.publish(
      portal.core.files,
      definitionOf('erp_soon', 'ERP friction', { vertical: 'ERP' }),
      frictionRows(3),
      { buildId: 'b2' },
    );
    const pack = await client().getPack({ params: { packId: 'erp_soon' } });
    expect(pack.rows).toBe(60);
  });

  it('knows nothing of packs that are not public', async () => {
    expect((await catalog.get('/v1/packs/secret_pack', { key: '' })).status).toBe(404);
    expect((await catalog.get('/v1/packs/secret_pack/data')).status).toBe(404);
    expect((await catalog.get('/v1/packs/secret_pack/data', { key: 'nc_test_acme' })).status).toBe(404);
  });
});
