import type { BackendPlugin } from '@netcrab/plugin-api/backend';
import { testDatabases, type TestPortal } from '../testing';
import { coreMigrations } from './coreMigrations';
import { everyPlugin, startFilledPortal } from './everyPlugin.fixture';
import { openOperational, openWarehouse, type TableStore } from './storedTables.fixture';

jest.setTimeout(120_000);

/** Takes one owner's tables away with what is in them, makes them again, and looks at everybody else's each time. */
async function downAndUp(store: TableStore, owner: string): Promise<void> {
  const [before, history] = [await store.tables(), await store.history()];
  const names = history.filter(one => one.owner === owner).map(one => one.name);
  expect((await store.down(owner)).sort()).toEqual(names);

  const during = await store.tables();
  const own = [...before.keys()].filter(name => !during.has(name));
  expect(own).not.toEqual([]);
  expect(own.some(name => (before.get(name)?.rows ?? 0) > 0)).toBe(true);
  expect(during).toEqual(new Map([...before].filter(([name]) => !own.includes(name))));
  expect(await store.history()).toEqual(history.filter(one => one.owner !== owner));

  expect((await store.up(owner)).sort()).toEqual(names);
  const after = await store.tables();
  const schemasOf = (tables: typeof after) => new Map([...tables].map(([name, one]) => [name, one.schema]));
  expect(schemasOf(after)).toEqual(schemasOf(before));
  for (const [name, table] of during) expect([name, after.get(name)]).toEqual([name, table]);
  expect(await store.history()).toEqual(history);
}

async function eachOwner(store: TableStore, owners: Iterable<string>): Promise<void> {
  try {
    for (const owner of owners) {
      try {
        await downAndUp(store, owner);
      } catch (error) {
        throw new Error(`${owner} did not go down and up`, { cause: error });
      }
    }
  } finally {
    await store.close();
  }
}

describe.each(testDatabases)('migrations of the core and every plugin on %s', kind => {
  let portal: TestPortal;
  let plugins: BackendPlugin[];
  beforeAll(async () => {
    plugins = await everyPlugin();
    portal = await startFilledPortal(kind);
  });
  afterAll(() => portal.stop());

  it('go down with data in and up again, one owner at a time, and disturb nobody else', async () => {
    const tables = new Map([
      ...plugins.filter(one => one.migrations.length > 0).map(one => [one.id, one.migrations] as const),
      ['core', coreMigrations] as const,
    ]);
    const facts = new Map(
      plugins
        .filter(one => one.warehouseMigrations.length > 0)
        .map(one => [one.id, one.warehouseMigrations] as const),
    );
    await portal.restart(async config => {
      await eachOwner(await openOperational(config, portal.dataDir, tables), tables.keys());
      await eachOwner(await openWarehouse(portal.dataDir, facts), facts.keys());
    });
    const states = portal.portal.report().plugins.map(({ id, status }) => [id, status]);
    expect(states.sort()).toEqual(plugins.map(({ id }) => [id, 'ready']).sort());
  });
});
