import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitionOf } from '../../testing/definition';
import { frictionRows, writeSnapshotFile } from '../../testing/snapshotFile';
import { createScanProcess } from './scanProcess';

const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

describe('the scan process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netcrab-scan-'));
  const path = join(folder, 'pack.sqlite');
  const { table } = definitionOf('crm', 'CRM').spec;
  beforeAll(() => writeSnapshotFile(path, definitionOf('crm', 'CRM').spec, frictionRows(3)));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('stops a query that takes too long, and goes on with the next', async () => {
    const scan = createScanProcess(300);
    const stuck = scan.run(path, endless);
    const after = scan.run(path, `SELECT count(*) FROM ${table}`);
    await expect(stuck).rejects.toMatchObject({ code: 'unavailable' });
    expect(await after).toEqual([[60]]);
    scan.close();
  });

  it('passes errors on, binds parameters, and returns bytes', async () => {
    const scan = createScanProcess(5_000);
    await expect(scan.run(path, 'SELECT nonsense')).rejects.toThrow('nonsense');
    const [row] = await scan.run(
      path,
      `SELECT CAST(group_concat(task_type) AS BLOB) FROM ${table} WHERE date = ? AND flow_complexity = ?`,
      ['2026-09-01', 2],
    );
    expect(Buffer.from(row?.[0] as Uint8Array).toString()).toBe('create_deal,log_call,merge_contact,OTHER');
    scan.close();
  });
});
