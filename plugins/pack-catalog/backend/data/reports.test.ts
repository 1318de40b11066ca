import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startCatalogPortal, type CatalogPortal } from '../../testing/catalogPortal';
import { definitionOf } from '../../testing/definition';

const insights = {
  from: '2026-11-02',
  tasks: [{ task_type: 'log_call', friction: { value: 0.2, moe95: null } }],
  findings: [{ finding: 'highest_friction', task_type: 'say "hi", then =go' }],
};
const row = { report_date: '2026-11-09', report_type: 'weekly', insights, sample_sessions: 300 };

describe('a pack with a JSON column', () => {
  let catalog: CatalogPortal;
  beforeAll(async () => {
    catalog = await startCatalogPortal();
    const { packs, portal, subscriptions } = catalog;
    const definition = definitionOf('reports', 'Reports', {
      kind: 'insight_reports',
      table: 'mp_insight_reports',
      fields: [
        { name: 'report_date', type: 'date', description: 'Day after the week.' },
        { name: 'report_type', type: 'string', description: 'weekly or monthly.' },
        { name: 'insights', type: 'json', description: 'The report.' },
        { name: 'sample_sessions', type: 'integer', description: 'Sessions in it.' },
      ],
    });
    await packs.publish(portal.core.files, definition, [
      [row.report_date, row.report_type, JSON.stringify(insights), row.sample_sessions],
    ]);
    subscriptions.give('acme', 'reports');
  });
  afterAll(() => catalog.portal.stop());

  const data = (format: string) => catalog.get(`/v1/packs/reports/data?format=${format}`);

  it('shows the report as it is in the sample and the schema', async () => {
    const pack = (await (await catalog.get('/v1/packs/reports')).json()) as {
      sampleData: unknown[];
      schema: { fields: Array<{ name: string; type: string; filterable: boolean }> };
    };
    expect(pack.sampleData).toEqual([row]);
    expect(pack.schema.fields[2]).toMatchObject({ name: 'insights', type: 'json', filterable: false });
  });

  it('hands it out in every format', async () => {
    expect(((await (await data('json')).json()) as { rows: unknown[] }).rows).toEqual([row]);
    expect(JSON.parse(await (await data('ndjson')).text())).toEqual(row);
    const csv = await (await data('csv')).text();
    const [, quoted = ''] = /weekly,"(.*)",300/.exec(csv) ?? [];
    expect(JSON.parse(quoted.replaceAll('""', '"'))).toEqual(insights);
    const arrow = tableFromIPC(Buffer.from(await (await data('arrow')).arrayBuffer()));
    expect(JSON.parse(String(arrow.getChild('insights')?.get(0)))).toEqual(insights);

    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'reports-')), 'rows.parquet');
    fs.writeFileSync(file, Buffer.from(await (await data('parquet')).arrayBuffer()));
    const engine = await DuckDBInstance.create(':memory:');
    const connection = await engine.connect();
    const [read] = (await connection.runAndReadAll(`SELECT insights FROM '${file}'`)).getRowObjects();
    expect(JSON.parse(String(read?.insights))).toEqual(insights);
    connection.closeSync();
    engine.closeSync();
    fs.rmSync(path.dirname(file), { recursive: true });
  });
});
