import { tableFromIPC, type Table } from 'apache-arrow';
import { startCatalogPortal, type CatalogPortal } from '../../testing/catalogPortal';
import { definitionOf, flowFields } from '../../testing/definition';
import { eventually } from '../../testing/eventually';
import { frictionRows } from '../../testing/snapshotFile';

const mediaType = 'application/vnd.apache.arrow.stream';

describe('Arrow answers', () => {
  let catalog: CatalogPortal;
  beforeAll(async () => {
    catalog = await startCatalogPortal();
    const { packs, portal, subscriptions } = catalog;
    const flows = definitionOf('flows', 'Flows', { fields: flowFields, table: 'mp_task_flows', kind: 'task_flows' });
    await packs.publish(portal.core.files, definitionOf('ux1', 'CRM friction'), frictionRows(60));
    await packs.publish(portal.core.files, flows, [
      ['2026-10', 'log_call', 'Direct', '["open","save"]', 12.5, 300],
      ['2026-11', 'log_call', null, '[]', null, 250],
    ]);
    for (const pack of ['ux1', 'flows']) subscriptions.give('acme', pack);
  });
  afterAll(() => catalog.portal.stop());

  const read = async (path: string, headers = {}): Promise<{ response: Response; bytes: Buffer; table: Table }> => {
    const response = await catalog.get(path, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { response, bytes, table: tableFromIPC(bytes) };
  };
  const typesOf = ({ schema }: Table) => schema.fields.map(({ name, type }) => `${name}: ${String(type)}`);

  it('have the types of the fields, and the rows of the JSON answer', async () => {
    const query = '/v1/packs/ux1/data?limit=70&taskType=log_call&taskType=OTHER';
    const { response, table } = await read(query, { accept: mediaType });
    expect(response.headers.get('content-type')).toBe(mediaType);
    expect(response.headers.get('x-row-count')).toBe('70');
    expect(typesOf(table)).toEqual([
      'date: Date32<DAY>',
      'vertical: Dictionary<Int32, Utf8>',
      'task_type: Dictionary<Int32, Utf8>',
      'flow_complexity: Int64',
      'median_clicks: Float64',
      'mean_frict_score: Float64',
      'mean_frict_score_moe95: Float64',
      'sample_sessions: Int64',
    ]);
    const { rows } = (await (await catalog.get(query)).json()) as { rows: Array<Record<string, unknown>> };
    const back = table.toArray().map(row => {
      const { date, flow_complexity, sample_sessions, ...rest } = row.toJSON() as Record<string, number>;
      return {
        ...rest,
        date: new Date(Number(date)).toISOString().slice(0, 10),
        flow_complexity: Number(flow_complexity),
        sample_sessions: Number(sample_sessions),
      };
    });
    expect(back).toEqual(rows);
    expect(rows.some(row => row.median_clicks === null)).toBe(true);
  });

  it('hold lists, nulls, and no rows at all', async () => {
    const { table } = await read('/v1/packs/flows/data?format=arrow&fields=steps,archetype_label,avg_duration_s');
    expect(typesOf(table)).toEqual([
      'steps: List<Utf8>',
      'archetype_label: Dictionary<Int32, Utf8>',
      'avg_duration_s: Float64',
    ]);
    expect(table.toArray().map(row => JSON.parse(JSON.stringify(row)) as unknown)).toEqual([
      { steps: ['open', 'save'], archetype_label: 'Direct', avg_duration_s: 12.5 },
      { steps: [], archetype_label: null, avg_duration_s: null },
    ]);
    const none = await read('/v1/packs/flows/data?format=arrow&taskType=none');
    expect([none.table.numRows, none.table.numCols]).toEqual([0, 6]);
  });

  it('are charged as the others are, and the same bytes each time', async () => {
    const { quota } = catalog;
    await eventually(() => quota.reserved === 0);
    const before = quota.used;
    const first = await read('/v1/packs/ux1/data?format=arrow&limit=25');
    const again = await read('/v1/packs/ux1/data?limit=25&format=arrow');
    await eventually(() => quota.used === before + 50 && quota.reserved === 0);
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(again.response.headers.get('etag')).toBe(first.response.headers.get('etag'));
  });

  it('are offered in the API document', async () => {
    const document = JSON.stringify(await (await catalog.portal.fetch('/api/openapi.json')).json());
    expect(document).toContain(mediaType);
  });
});
