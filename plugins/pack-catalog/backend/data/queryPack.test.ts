
import { startCatalogPortal, type CatalogPortal } from '../../testing/catalogPortal';
import { eventually } from '../../testing/eventually';
import { definitionOf, flowFields } from '../../testing/definition';
import { frictionRows, taskTypes } from '../../testing/snapshotFile';

const packId = 'ux_friction_b2b_crm';
const path = `/v1/packs/${packId}/data`;
const days = 60;
const perDay = taskTypes.length * 5;

describe('querying a pack', () => {
  let catalog: CatalogPortal;
  beforeAll(async () => {
    catalog = await startCatalogPortal();
    const { packs, portal, subscriptions } = catalog;
    await packs.publish(portal.core.files, definitionOf(packId, 'CRM friction'), frictionRows(days), { indexes: ['date'] });
    subscriptions.give('acme', packId);
  });
  afterAll(() => catalog.portal.stop());
  beforeEach(() => {
    catalog.quota.used = 0;
    catalog.quota.limit = Infinity;
  });

  const rowsOf = async (query: string) => {
    const response = await catalog.get(`${path}?${query}`);
    expect(response.status).toBe(200);
    return (await response.json()) as { rows: Array<Record<string, unknown>>; rowCount: number; nextCursor: string | null };
  };
  const settled = (rows: number) => eventually(() => catalog.quota.used === rows && catalog.quota.reserved === 0);

  it('answers rows as objects and charges those delivered', async () => {
    const { rows, rowCount, nextCursor } = await rowsOf('from=2026-09-02&to=2026-09-02&taskType=log_call');
    expect(rowCount).toBe(5);
    expect(nextCursor).toBeNull();
    expect(rows[0]).toEqual({
      date: '2026-09-02',
      vertical: 'B2B_CRM',
      task_type: 'log_call',
      flow_complexity: 1,
      median_clicks: 3.5,
      mean_frict_score: 31.1,
      mean_frict_score_moe95: 1.25,
      sample_sessions: 121,
    });
    await settled(5);
  });

  it('takes several values, fields and sorts', async () => {
    const { rows } = await rowsOf('task_type=OTHER&task_type=log_call&flow_complexity=2&fields=date,taskType&sort=-date,task_type&limit=3');
    expect(rows).toEqual([
      { date: '2026-10-30', task_type: 'OTHER' },
      { date: '2026-10-30', task_type: 'log_call' },
      { date: '2026-10-29', task_type: 'OTHER' },
    ]);
  });

  it.each(['', 'sort=-median_clicks,task_type', 'sort=median_clicks', 'sort=task_type,-mean_frict_score', 'from=2026-09-10&sort=-date'])(
    'walks all rows once by cursor: %s',
    async query => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await rowsOf(`${query}&limit=77${cursor ? `&cursor=${cursor}` : ''}`);
        seen.push(...page.rows.map(row => JSON.stringify(row)));
        cursor = page.nextCursor;
      } while (cursor !== null);
      const all = await rowsOf(`${query}&limit=10000`);
      expect(seen).toEqual(all.rows.map(row => JSON.stringify(row)));
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe((query.includes('from') ? days - 9 : days) * perDay);
    },
  );

  it('links to the next page', async () => {
    const response = await catalog.get(`${path}?limit=2&format=csv`);
    const next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1] ?? '';
    const second = await (await catalog.get(next)).text();
    const both = await (await catalog.get(`${path}?limit=4&format=csv`)).text();
    expect((await response.text()) + second.split('\r\n').slice(1).join('\r\n')).toBe(both);
  });

  it('answers CSV, NDJSON and Parquet, by format or Accept', async () => {
    const csv = await catalog.get(`${path}?limit=1&fields=date,median_clicks`, { headers: { accept: 'text/csv' } });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await csv.text()).toBe('date,median_clicks\r\n2026-09-01,3.5\r\n');
    const ndjson = await catalog.get(`${path}?limit=2&fields=flow_complexity&format=ndjson`);
    expect(await ndjson.text()).toBe('{"flow_complexity":1}\n{"flow_complexity":2}\n');
    const parquet = await catalog.get(`${path}?limit=3`, { headers: { accept: 'text/html, application/vnd.apache.parquet;q=0.9' } });
    const bytes = Buffer.from(await parquet.arrayBuffer());
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect(bytes.subarray(-4).toString()).toBe('PAR1');
    await settled(6);
  });

  it('names the formats there are', async () => {
    const refused = await catalog.get(path, { headers: { accept: 'application/vnd.apache.arrow.file' } });
    expect(refused.status).toBe(406);
    expect(JSON.stringify(await refused.json())).toContain('application/x-ndjson');
  });

  it.each([
    ['limit=10001', 'limit'],
    ['limit=0', 'limit'],
    ['limit=1e3', 'limit'],
    ['offset=-1', 'offset'],
    ['format=avro', 'format'],
    ['fields=date,org_id', 'fields'],
    ['sort=date;drop', 'sort'],
    ['cursor=%00', 'cursor'],
    ['cursor=eyJhIjoxfQ', 'cursor'],
    ['from=yesterday', 'from'],
    ['from=2026-02-30', 'from'],
    ['from=2026-10-02&to=2026-10-01', 'to'],
    ['colour=red', 'colour'],
    ["task_type'%3B--=x", "task_type';--"],
    ['mean_frict_score=1', 'mean_frict_score'],
    ['flow_complexity=two', 'flow_complexity'],
    ['taskType=', 'taskType'],
    ['estimate=maybe', 'estimate'],
    ['limit=1&limit=2', 'limit'],
    ['version=1.0&version=1.1', 'version'],
    ['version=', 'version'],
    ["version='", 'version'],
    ['__proto__=1', '__proto__'],
  ])('refuses %s with the field and the remedy', async (query, field) => {
    const response = await catalog.get(`${path}?${query}`);
    const { error } = (await response.json()) as { error: { code: string; details: Array<{ field: string; message: string }> } };
    expect([response.status, error.code]).toEqual([400, 'invalid_request']);
    expect(error.details[0]?.field).toBe(`query.${field}`);
    expect(error.details[0]?.message).toMatch(/\b(Use|Give|Choose|Sort|Filter|Start)\b/);
    expect(catalog.quota.used + catalog.quota.reserved).toBe(0);
  });

  it('refuses a cursor of another query', async () => {
    const { nextCursor } = await rowsOf('limit=2');
    const response = await catalog.get(`${path}?limit=2&sort=task_type&cursor=${nextCursor}`);
    expect(response.status).toBe(400);
  });

  it('treats hostile values as values', async () => {
    const { rowCount } = await rowsOf(`taskType=${encodeURIComponent("x' OR '1'='1")}`);
    expect(rowCount).toBe(0);
  });

  it('says 402 without a subscription, 404 for no pack, 401 without a key', async () => {
    expect((await catalog.get(path, { key: 'nc_live_other' })).status).toBe(402);
    expect((await catalog.get('/v1/packs/nothing/data')).status).toBe(404);
    expect((await catalog.get(path, { key: '' })).status).toBe(401);
    expect((await catalog.get(path, { key: 'nc_live_wrong' })).status).toBe(401);
    expect((await catalog.get(`${path}?version=9.9`)).status).toBe(404);
  });

  it('lets test keys read the sample, free of charge', async () => {
    const response = await catalog.get(`${path}?limit=10000`, { key: 'nc_test_other' });
    const { rowCount, rows } = (await response.json()) as { rowCount: number; rows: Array<{ date: string }> };
    expect(rowCount).toBe(100);
    expect(rows[0]?.date).toBe('2026-10-26');
    expect(catalog.quota.used).toBe(0);
  });

  it('answers 304 and HEAD free of charge', async () => {
    const first = await catalog.get(`${path}?limit=5`);
    await first.text();
    await settled(5);
    const etag = first.headers.get('etag') ?? '';
    const again = await catalog.get(`${path}?limit=5`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    const other = await catalog.get(`${path}?limit=6`, { method: 'HEAD' });
    expect(other.headers.get('x-row-count')).toBe('6');
    expect(other.headers.get('etag')).not.toBe(etag);
    await settled(5);
  });

  it('estimates for free', async () => {
    catalog.quota.used = 40;
    const response = await catalog.get(`${path}?estimate=true&taskType=log_call`);
    expect(await response.json()).toMatchObject({
      rowCount: days * 5,
      pageRows: 100,
      quota: { used: 40, limit: 100_000, remaining: 99_960 },
    });
    expect(catalog.quota.used).toBe(40);
  });

  it('refuses a query over the quota whole, and takes one that fits exactly', async () => {
    catalog.quota.limit = 10;
    expect((await catalog.get(`${path}?limit=11`)).status).toBe(429);
    expect((await rowsOf('limit=10')).rowCount).toBe(10);
    await settled(10);
  });
});

describe('a pack by windows', () => {
  it('chooses the windows that overlap, whatever their length', async () => {
    const catalog = await startCatalogPortal();
    const { packs, portal, subscriptions } = catalog;
    const definition = definitionOf('flows', 'Flows', { kind: 'task_flows', table: 'mp_task_flows', fields: flowFields });
    const row = (window: string) => [window, 'log_call', '=HYPERLINK("x")', '["open","save"]', 12.5, 300];
    await packs.publish(portal.core.files, definition, ['2026Q3', '2026-09', '2026-10', '2026Q4'].map(row));
    subscriptions.give('acme', 'flows');
    const windows = async (query: string) => {
      const { rows } = (await (await catalog.get(`/v1/packs/flows/data?${query}`)).json()) as { rows: Array<{ date_window: string; steps: string[] }> };
      return rows.map(one => one.date_window);
    };
    expect(await windows('from=2026-10-15&to=2026-10-16')).toEqual(['2026-10', '2026Q4']);
    expect(await windows('to=2026-09')).toEqual(['2026-09', '2026Q3']);
    expect(await windows('from=2027-01')).toEqual([]);
    const csv = await (await catalog.get('/v1/packs/flows/data?limit=1&format=csv&fields=archetype_label,steps')).text();
    expect(csv.split('\r\n')[1]).toBe(`"'=HYPERLINK(""x"")","[""open"",""save""]"`);
    const json = (await (await catalog.get('/v1/packs/flows/data?limit=1')).json()) as { rows: Array<{ steps: string[] }> };
    expect(json.rows[0]?.steps).toEqual(['open', 'save']);
    const parquet = await catalog.get('/v1/packs/flows/data?format=parquet');
    expect(parquet.status).toBe(200);
    await portal.stop();
  });
});
