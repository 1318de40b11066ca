import { testDatabases } from '@netcrab/backend/testing';
import { optedIn } from '@netcrab/plugin-contributions/contract';
import { endpoints, packsRef } from '../contract';
import { definition, orgNames, startPackPortal, type PackPortal } from '../testing/portal';

const admin = { orgId: 'org_admin', roles: ['platform_admin' as const] };

describe.each(testDatabases)('on %s', database => {
  let packs: PackPortal;
  beforeAll(async () => {
    packs = await startPackPortal({
      database,
      config: { debounceSeconds: 0 },
      definitions: [definition({ name: 'ux_pack' }), definition({ name: 'bad_pack', minOrgs: 4 })],
      orgs: orgNames(12),
    });
    await packs.fill({ orgs: 12, from: '2026-09-01', days: 30, sessionsPerDay: 60, tasks: ['export'] });
  });
  afterAll(() => packs.portal.stop());
  const client = () => packs.portal.client(endpoints, { as: admin });

  test('an admin starts a build, follows it and reads its report', async () => {
    const { runId } = await client().startBuild({ body: { packId: 'ux_pack', asOf: '2026-10-01' } });
    await packs.portal.core.scheduler.settled(runId);
    expect(await client().getBuildRun({ params: { runId } })).toMatchObject({
      status: 'succeeded',
      progress: 1,
      message: expect.stringContaining('1 published'),
    });
    const { builds } = await client().listBuilds({ query: { packId: 'ux_pack' } });
    expect(builds[0]).toMatchObject({
      packId: 'ux_pack',
      status: 'published',
      asOf: '2026-10-01',
      reason: 'admin',
      version: '1.0',
    });
    const build = await client().getBuild({ params: { buildId: builds[0]!.id } });
    expect(build.report?.cells.published).toBeGreaterThan(0);
    expect(await packs.portal.core.audit.search({ action: 'pack-build.requested' })).toHaveLength(1);
  });

  test('a seller sees what its sessions were, and those of all, per pack and month', async () => {
    const as = { orgId: 'org_3', roles: ['seller_admin' as const] };
    const { counts } = await packs.portal.client(endpoints, { as }).contributionCounts();
    expect(counts).toEqual([
      { packId: 'ux_pack', month: '2026-09', orgSessions: expect.any(Number), totalSessions: 1800 },
    ]);
    expect(counts[0]?.orgSessions).toBeGreaterThan(100);
    expect(counts[0]?.orgSessions).toBeLessThan(200);
    const stranger = packs.portal.client(endpoints, { as: { ...as, orgId: 'org_none' } });
    expect(await stranger.contributionCounts()).toEqual({ counts: [] });
    const buyer = packs.portal.client(endpoints, { as: { ...as, roles: ['buyer_admin'] } });
    await expect(buyer.contributionCounts()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('the status names packs, and definitions with file, line and field', async () => {
    const status = await client().listPackStatus();
    expect(status.packs).toMatchObject([
      { packId: 'ux_pack', demo: true, version: '1.0', lastBuild: { status: 'published' } },
    ]);
    expect(status.problems).toMatchObject([
      { file: expect.stringContaining('bad_pack.yaml'), field: 'spec.minOrgs', line: expect.any(Number) },
    ]);
    expect(packs.offered()).toMatchObject([{ packId: 'ux_pack', vertical: 'CUSTOM' }]);
  });

  test('the ledger shows what was spent', async () => {
    const { days, limit } = await client().getLedger({ query: { source: 'CUSTOM', limit: '5' as never } });
    expect(limit).toBe(0.15);
    expect(days).toHaveLength(5);
    expect(days[0]).toMatchObject({
      source: 'CUSTOM',
      spent: 0.015,
      charges: expect.arrayContaining([expect.objectContaining({ purpose: 'plan' })]),
    });
  });

  test('restating gives fresh numbers and is charged', async () => {
    const before = await packs.rows('ux_pack');
    const { runId } = await client().startBuild({
      body: { packId: 'ux_pack', asOf: '2026-10-01', restateFrom: '2026-09-01' },
    });
    await packs.portal.core.scheduler.settled(runId);
    const after = await packs.rows('ux_pack');
    expect(after).not.toEqual(before);
    const { days } = await client().getLedger();
    expect(days[0]?.spent).toBeCloseTo(0.03);
  });

  test('an opt-in leads to a build', async () => {
    const published = new Promise<void>(resolve =>
      packs.portal.service(packsRef).onPublished(() => resolve()),
    );
    await packs.portal.core.events.publish(
      optedIn,
      { orgId: 'org_0', productId: 'app', packId: 'ux_pack' },
      { key: 'org_0' },
    );
    await packs.portal.core.events.drained();
    await published;
    const { builds } = await client().listBuilds();
    expect(builds.map(({ reason }) => reason)).toContain('opt-in');
  });

  test.each([
    [{ packId: 'nothing' }, 'not_found'],
    [{ asOf: '2027-01-01' }, 'invalid_request'],
    [{ asOf: 'yesterday' }, 'invalid_request'],
    [{ asof: '2026-10-01' }, 'invalid_request'],
  ])('a build of %j is refused', async (body, code) => {
    await expect(client().startBuild({ body: body as never })).rejects.toMatchObject({ code });
  });

  test('unknown builds and runs are not found, and nobody else may look', async () => {
    await expect(client().getBuild({ params: { buildId: 'x' } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(client().getBuildRun({ params: { runId: 'x' } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const seller = packs.portal.client(endpoints, { as: { orgId: 'org_0', roles: ['seller_admin'] } });
    await expect(seller.listBuilds()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(packs.portal.client(endpoints).startBuild({ body: {} })).rejects.toMatchObject({
      code: 'unauthorized',
    });
  });
});
