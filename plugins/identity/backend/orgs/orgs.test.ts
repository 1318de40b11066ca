import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabases } from '@netcrab/backend/testing';
import { identityRef, orgCreated } from '../../contract';
import { startIdentity, type IdentityPortal } from '../identity.fixture';

describe.each(testDatabases)('organisations on %s', database => {
  let identity: IdentityPortal;
  beforeAll(async () => {
    identity = await startIdentity({
      database,
      config: { identity: { signIn: { attemptsPerAddress: 1000 } } },
    });
  });
  afterAll(() => identity.portal.stop());
  const patch = (browser: Awaited<ReturnType<IdentityPortal['as']>>, body: object) =>
    browser.send('PATCH', '/api/identity/organization', body);

  it('lets an admin add the other side, becoming its admin, and take none away', async () => {
    await identity.org('grow', 'seller');
    const admin = await identity.as('grow', 'grow', ['seller_admin']);
    expect((await patch(admin, { kind: 'buyer' })).status).toBe(409);
    expect((await patch(admin, {})).status).toBe(400);
    expect((await patch(admin, { kind: 'both', name: 'Grown' })).body).toMatchObject({
      kind: 'both',
      name: 'Grown',
    });
    expect(await admin.session()).toMatchObject({
      org: { name: 'Grown', kind: 'both' },
      roles: ['buyer_admin', 'seller_admin'],
    });
    expect((await patch(admin, { kind: 'seller' })).status).toBe(409);
    expect(await identity.audited('org.changed')).toMatchObject([
      { before: { kind: 'seller' }, after: { kind: 'both', rolesOfActor: ['buyer_admin'] } },
    ]);
  });

  it('lets viewers look only', async () => {
    await identity.org('look', 'buyer');
    const viewer = await identity.as('look', 'look', ['buyer_viewer']);
    expect((await viewer.get('/api/identity/organization')).body).toMatchObject({ id: 'look' });
    expect((await patch(viewer, { name: 'Mine' })).status).toBe(403);
  });

  describe('for platform admins', () => {
    it('lists and finds orgs and users, paged; hidden from everybody else', async () => {
      await identity.org('platform', 'both');
      await identity.org('percent', 'buyer');
      const admin = await identity.as('root', 'platform', ['platform_admin']);
      const viewer = await identity.as('per_cent', 'percent', ['buyer_viewer']);
      await identity.as('perxcent', 'percent', ['buyer_viewer']);
      const orgs = (await admin.get('/api/identity/orgs?q=PERC')).body;
      expect(orgs).toMatchObject({ total: 1, orgs: [{ id: 'percent', members: 2, closedAt: null }] });
      const page = (await admin.get('/api/identity/orgs?kind=buyer&pageSize=1&page=2')).body;
      expect(page.orgs).toHaveLength(1);
      expect(page.total).toBeGreaterThan(1);
      expect((await admin.get('/api/identity/users?q=R_C')).body).toMatchObject({
        total: 1,
        users: [{ email: 'per_cent@example.com', memberships: [{ org: { id: 'percent' } }] }],
      });
      expect((await admin.get('/api/identity/users?q=r%25c')).body.total).toBe(0);
      expect((await admin.get('/api/identity/orgs?page=0')).status).toBe(400);
      for (const path of ['/api/identity/orgs', '/api/identity/users']) {
        expect((await viewer.get(path)).status).toBe(403);
        expect((await identity.browser().get(path)).status).toBe(401);
      }
    });

    it('appoints an admin who has signed up, as the operator too, and nobody else does', async () => {
      await identity.org('appointing', 'buyer');
      const buyer = await identity.as('soon-admin', 'appointing', ['buyer_admin']);
      const path = '/api/identity/platform-admins';
      expect((await buyer.post(path, { email: 'soon-admin@example.com' })).status).toBe(403);
      const token = readFileSync(join(identity.portal.dataDir, 'operator.token'), 'utf8');
      const appoint = (email: string) =>
        identity.portal.fetch(path, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ email }),
        });
      expect((await appoint('nobody@example.com')).status).toBe(404);
      for (const _ of ['first', 'again']) expect((await appoint('soon-admin@example.com')).status).toBe(200);
      const { orgId } = (await identity.portal.core.audit.search({ action: 'membership.added' }))[0]!;
      expect(orgId).toBe('platform');
      expect((await buyer.post('/api/identity/active-org', { orgId: 'platform' })).status).toBeLessThan(300);
      expect((await buyer.get('/api/identity/orgs')).status).toBe(200);
    });

    it('creates an org once, tells of it, and leaves one that is there as it is', async () => {
      const told: string[] = [];
      identity.portal.core.events.subscribe(
        orgCreated,
        'test-orgs',
        async ({ orgId }) => void told.push(orgId),
      );
      const admin = await identity.as('root2', 'platform', ['platform_admin']);
      const ensure = (body: object) => admin.post('/api/identity/orgs', body);
      const answers = await Promise.all(
        [1, 2].map(() => ensure({ id: 'acme-1', name: 'Acme', kind: 'seller' })),
      );
      expect(answers.map(answer => answer.body.id)).toEqual(['acme-1', 'acme-1']);
      expect((await ensure({ id: 'acme-1', name: 'Other', kind: 'both' })).body).toMatchObject({
        name: 'Acme',
        kind: 'seller',
      });
      expect((await ensure({ name: 'No id', kind: 'buyer' })).body.id).toMatch(/^[0-9a-f-]{36}$/);
      expect((await ensure({ id: '../up', name: 'x', kind: 'buyer' })).status).toBe(400);
      await identity.portal.core.events.drained();
      expect(told.filter(id => id === 'acme-1')).toHaveLength(1);
    });
  });

  it('tells other plugins of orgs and members', async () => {
    const service = identity.portal.service(identityRef);
    const orgId = await identity.org('asked', 'both');
    await identity.as('asked', 'asked', ['buyer_viewer', 'seller_admin']);
    expect(await service.org(orgId)).toMatchObject({ name: 'asked Inc', kind: 'both' });
    expect(await service.org('none' as never)).toBeNull();
    expect(await service.orgs([orgId, 'none' as never])).toHaveLength(1);
    expect(await service.members(orgId)).toMatchObject([
      { name: 'asked', roles: ['buyer_viewer', 'seller_admin'] },
    ]);
    const [member] = await service.members(orgId);
    expect(await service.sessionOrgs(member!.userId)).toEqual([
      { id: 'asked', name: 'asked Inc', kind: 'both' },
    ]);
    expect(await service.portalSession({ kind: 'anonymous' })).toBeNull();
  });

  it('makes a user once however many ask', async () => {
    const service = identity.portal.service(identityRef);
    const orgId = await identity.org('once', 'both');
    const user = { email: 'once@example.com', name: 'Once', password: 'p' };
    const made = await Promise.all([
      service.ensureUser({ ...user, memberships: [{ orgId, roles: ['buyer_viewer'] }] }),
      service.ensureUser({ ...user, memberships: [{ orgId, roles: ['seller_admin'] }] }),
    ]);
    expect(made[0].userId).toBe(made[1].userId);
    expect((await service.members(orgId))[0]?.roles).toEqual(['buyer_viewer', 'seller_admin']);
  });

  it('learns within five seconds what another instance changed', async () => {
    await identity.org('late', 'buyer');
    const browser = await identity.as('late', 'late', ['buyer_admin']);
    expect((await browser.session()).roles).toEqual(['buyer_admin']);
    await identity.portal.core.database
      .knex('memberships')
      .where({ org_id: 'late' })
      .update({ role: 'buyer_viewer' });
    expect((await browser.session()).roles).toEqual(['buyer_admin']);
    identity.portal.clock.advance(5000);
    expect((await browser.session()).roles).toEqual(['buyer_viewer']);
  });
});
