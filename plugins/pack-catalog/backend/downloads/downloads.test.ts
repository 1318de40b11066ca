import { testDatabases } from '@netcrab/backend/testing';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { endpoints } from '../../contract/endpoints';
import { startCatalogPortal, type CatalogPortal } from '../../testing/catalogPortal';
import { definitionOf } from '../../testing/definition';
import { eventually } from '../../testing/eventually';
import { frictionRows } from '../../testing/snapshotFile';

const path = '/v1/packs/ux1/download?format=csv';
const buyer = { orgId: 'acme', roles: ['buyer_admin'] } as const;
const viewer = { orgId: 'acme', roles: ['buyer_viewer'] } as const;

describe.each(testDatabases)('downloads and My Packs on %s', database => {
  let catalog: CatalogPortal;
  beforeEach(async () => {
    catalog = await startCatalogPortal({ database });
    const { packs, portal, subscriptions } = catalog;
    await packs.publish(portal.core.files, definitionOf('ux1', 'CRM friction'), frictionRows(60));
    subscriptions.give('acme', 'ux1');
  });
  afterEach(() => catalog.portal.stop());
  const settled = (rows: number) =>
    eventually(() => catalog.quota.used === rows && catalog.quota.reserved === 0);

  it('sends the file with its checksum, and charges it once a month', async () => {
    const first = await catalog.get(path);
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(first.status).toBe(200);
    expect(first.headers.get('content-length')).toBe(String(bytes.length));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(first.headers.get('x-checksum-sha256')).toBe(sha256);
    expect(first.headers.get('etag')).toBe(`"${sha256}"`);
    expect(first.headers.get('cache-control')).toContain('private');
    await settled(1200);
    await (await catalog.get(path)).arrayBuffer();
    const session = await catalog.portal.fetch(path, { as: viewer });
    expect((await session.arrayBuffer()).byteLength).toBe(bytes.length);
    expect((await catalog.get(path, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
    await settled(1200);
    catalog.portal.clock.set('2026-12-01T00:00:01Z');
    await (await catalog.get(path)).arrayBuffer();
    await settled(2400);
  });

  it('goes on where it stopped', async () => {
    const whole = Buffer.from(await (await catalog.get(path)).arrayBuffer());
    const etag = `"${createHash('sha256').update(whole).digest('hex')}"`;
    const part = async (range: string, ifRange?: string) => {
      const response = await catalog.get(path, {
        headers: { range, ...(ifRange && { 'if-range': ifRange }) },
      });
      return {
        status: response.status,
        range: response.headers.get('content-range'),
        body: Buffer.from(await response.arrayBuffer()),
      };
    };
    const size = whole.length;
    expect(await part('bytes=0-99')).toEqual({
      status: 206,
      range: `bytes 0-99/${size}`,
      body: whole.subarray(0, 100),
    });
    expect((await part('bytes=100-', etag)).body.equals(whole.subarray(100))).toBe(true);
    expect((await part('bytes=-10')).body.equals(whole.subarray(-10))).toBe(true);
    expect((await part('bytes=0-99', '"other"')).status).toBe(200);
    expect((await part('lines=1-2')).status).toBe(200);
    expect((await part('bytes=5-2')).status).toBe(200);
    expect(await part(`bytes=${size}-`)).toMatchObject({ status: 416, range: `bytes */${size}` });
    const head = await catalog.get(path, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(size));
    await settled(1200);
  });

  it('charges nothing for what was not delivered', async () => {
    catalog.quota.limit = 100;
    expect((await catalog.get(path)).status).toBe(429);
    expect((await catalog.get(path, { key: 'nc_live_other' })).status).toBe(402);
    expect((await catalog.get(path, { key: 'nc_test_acme' })).status).toBe(403);
    expect((await catalog.get(`${path}&window=2026-09`)).status).toBe(404);
    expect((await catalog.get('/v1/packs/ux1/download?format=parquet')).status).toBe(404);
    for (const query of ['format=exe', 'window=../../etc/passwd', 'version=1', 'file=x']) {
      expect((await catalog.get(`/v1/packs/ux1/download?${query}`)).status).toBe(400);
    }
    await settled(0);
  });

  it('charges no more than once for two at the same time', async () => {
    await Promise.all([1, 2].map(async () => (await catalog.get(path)).arrayBuffer()));
    await settled(1200);
  });

  it('charges the share of a range, and all shares together no more than the rows', async () => {
    const size = Number((await catalog.get(path, { method: 'HEAD' })).headers.get('content-length'));
    const part = async (from: number, to: number) =>
      (await catalog.get(path, { headers: { range: `bytes=${from}-${to}` } })).arrayBuffer();
    const quarter = Math.floor(size / 4);
    await part(0, quarter - 1);
    await settled(Math.ceil((1200 * quarter) / size));
    await part(0, quarter - 1);
    await settled(2 * Math.ceil((1200 * quarter) / size));
    catalog.quota.limit = catalog.quota.used + 100;
    expect((await catalog.get(path)).status).toBe(429);
    catalog.quota.limit = Infinity;
    await Promise.all([part(quarter, size - 1), part(0, size - 1), part(0, 10)]);
    await settled(1200);
  });

  it('charges what was sent to a client that never finishes, until all is charged', async () => {
    const { hostname, port } = new URL(catalog.portal.baseUrl);
    const { packs, portal, quota } = catalog;
    const wide = definitionOf('wide', 'Wide');
    const { rows } = await packs.publish(portal.core.files, wide, frictionRows(2000));
    catalog.subscriptions.give('acme', 'wide');
    const leave = (bytes: number) =>
      new Promise<void>(resolve => {
        let read = 0;
        const leaving = request({
          hostname,
          port,
          path: '/v1/packs/wide/download?format=csv',
          headers: { authorization: 'Bearer nc_live_acme' },
        });
        leaving.on('response', response => {
          response.on('data', (chunk: Buffer) => {
            read += chunk.length;
            if (read >= bytes) leaving.destroy();
          });
          response.on('close', () => resolve());
        });
        leaving.on('error', () => resolve());
        leaving.end();
      });
    await leave(100_000);
    await eventually(() => quota.reserved === 0 && quota.used > 0);
    const once = quota.used;
    expect(once).toBeLessThanOrEqual(rows);
    for (let time = 0; time < 30 && quota.used < rows; time += 1) {
      const before = quota.used;
      await leave(200_000);
      await eventually(() => quota.reserved === 0 && quota.used > before);
    }
    expect(quota.used).toBe(rows);
    expect(
      (await (await catalog.get('/v1/packs/wide/download?format=csv')).arrayBuffer()).byteLength,
    ).toBeGreaterThan(0);
    await settled(rows);
  });

  it('lists snapshots and what they cost', async () => {
    const client = catalog.portal.client(endpoints, { as: buyer });
    const [before] = (await client.listSnapshots({ params: { packId: 'ux1' } })).snapshots;
    expect(before).toMatchObject({ version: '1.0', window: 'latest', rows: 1200, charged: false });
    expect(before?.files[0]?.url).toBe('/v1/packs/ux1/download?format=csv&window=latest&version=1.0');
    await (await catalog.get(before?.files[0]?.url ?? '')).arrayBuffer();
    await settled(1200);
    expect((await client.listSnapshots({ params: { packId: 'ux1' } })).snapshots[0]?.charged).toBe(true);
  });

  it('shows what the org has, and stays on a pinned version', async () => {
    const { packs, portal } = catalog;
    const admin = portal.client(endpoints, { as: buyer });
    await packs.publish(portal.core.files, definitionOf('ux1', 'CRM friction'), frictionRows(61), {
      version: '1.1',
      buildId: 'build-2',
    });
    const mine = await admin.myPacks();
    expect(mine.packs).toHaveLength(1);
    expect(mine.packs[0]).toMatchObject({
      packId: 'ux1', tier: 'standard', latestVersion: '1.1', updateAvailable: false, pin: { version: null, autoUpgrade: true },
      usage: { used: 0, limit: 100_000 }, nextRefreshAt: Date.parse('2026-11-02T02:00:00Z'),
    }); // prettier-ignore
    expect(mine.total).toMatchObject({ used: 0, limit: 100_000 });
    expect(mine.packs[0]?.snapshots.map(({ version }) => version)).toEqual(['1.1', '1.0']);

    const versionRead = async () =>
      (await catalog.get('/v1/packs/ux1/data?limit=1')).headers.get('x-pack-version');
    expect(await versionRead()).toBe('ux1@1.1+build-2');
    expect(await admin.pinPack({ params: { packId: 'ux1' }, body: { version: '1.0' } })).toEqual({
      version: '1.0',
      autoUpgrade: false,
    });
    expect(await versionRead()).toBe('ux1@1.0+build-1');
    expect((await admin.myPacks()).packs[0]).toMatchObject({
      updateAvailable: true,
      pin: { version: '1.0' },
    });
    expect((await catalog.get('/v1/packs/ux1/data?limit=1&version=1.1')).headers.get('x-pack-version')).toBe(
      'ux1@1.1+build-2',
    );
    await expect(
      admin.pinPack({ params: { packId: 'ux1' }, body: { version: '7.0' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    const reader = portal.client(endpoints, { as: viewer });
    await expect(
      reader.pinPack({ params: { packId: 'ux1' }, body: { version: '1.0' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await admin.unpinPack({ params: { packId: 'ux1' } })).toEqual({
      version: null,
      autoUpgrade: true,
    });
    expect(await versionRead()).toBe('ux1@1.1+build-2');
    const audit = await portal.core.audit.search({ target: 'ux1' });
    expect(audit.map(({ action }) => action).sort()).toEqual(['pack.pinned', 'pack.unpinned']);
  });

  it('finishes an export in the build it began in', async () => {
    const { packs, portal } = catalog;
    const first = (await (await catalog.get('/v1/packs/ux1/data?limit=10')).json()) as { nextCursor: string };
    await packs.publish(
      portal.core.files,
      definitionOf('ux1', 'CRM friction'),
      frictionRows(5, '2020-01-01'),
      { buildId: 'build-2' },
    );
    const next = await catalog.get(`/v1/packs/ux1/data?limit=10&cursor=${first.nextCursor}`);
    expect(next.headers.get('x-pack-version')).toBe('ux1@1.0+build-1');
    packs.kept.pop();
    expect((await catalog.get(`/v1/packs/ux1/data?limit=10&cursor=${first.nextCursor}`)).status).toBe(400);
  });

  it('answers an org without packs, and a user without an org', async () => {
    const { portal } = catalog;
    expect(
      (await portal.client(endpoints, { as: { orgId: 'empty', roles: ['buyer_admin'] } }).myPacks()).packs,
    ).toEqual([]);
    await expect(
      portal.client(endpoints, { as: { orgId: null, roles: ['buyer_admin'] } }).myPacks(),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect((await portal.fetch('/v1/marketplace/my-packs')).status).toBe(401);
  });
});
