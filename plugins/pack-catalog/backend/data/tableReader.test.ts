import { startCatalogPortal } from '../../testing/catalogPortal';
import { definitionOf } from '../../testing/definition';
import { frictionRows } from '../../testing/snapshotFile';

describe('a large pack', () => {
  it('answers the same from the event loop and from the scan worker', async () => {
    const { packs, portal, subscriptions, get } = await startCatalogPortal();
    const definition = definitionOf('large', 'Large');
    const indexes = ['date', 'task_type, date'];
    await packs.publish(portal.core.files, definition, frictionRows(2600, '2019-01-01'), { indexes });
    subscriptions.give('acme', 'large');
    const rows = async (query: string) => {
      const response = await get(`/v1/packs/large/data?limit=10000&${query}`);
      return ((await response.json()) as { rows: Array<Record<string, unknown>> }).rows;
    };
    const byIndex = await rows('taskType=log_call&from=2019-03-01&to=2019-03-10');
    expect(byIndex).toHaveLength(50);
    // No index knows the complexity, and no order by clicks: both are scans.
    expect(await rows('taskType=log_call&from=2019-03-01&to=2019-03-10&sort=date,flow_complexity')).toEqual(byIndex);
    const scanned = await rows('flowComplexity=2&taskType=log_call&from=2019-03-01&to=2019-03-10');
    expect(scanned).toEqual(byIndex.filter(row => row.flow_complexity === 2));
    await portal.stop();
  });
});
