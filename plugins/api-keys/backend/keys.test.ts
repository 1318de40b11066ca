import type { OrgId, Role } from '@netcrab/plugin-api/backend';
import { startTestPortal, testDatabases, type TestPortal } from '@netcrab/backend/testing';
import { subscriptionsRef, type Subscription } from '@netcrab/plugin-billing/contract';
import { orgClosed } from '@netcrab/plugin-identity/contract';
import { endpoints, quotaRef, type NewKey } from '../contract';
import { checksumOf, generateKey } from './keys/keyFormat';
import { maxActiveKeys } from './keys/createKey';
import apiKeys from './plugin';

const hour = 3_600_000;

describe.each(testDatabases)('API keys on %s', kind => {
  let portal: TestPortal;
  let tier: Subscription['tier'] = 'enterprise';
  const as = (roles: Role[], orgId = 'acme') => portal.client(endpoints, { as: { orgId, roles } });
  const admin = (orgId?: string) => as(['buyer_admin'], orgId);
  const make = (body: Partial<NewKey> = {}, orgId?: string) =>
    admin(orgId).createKey({ body: { label: 'CI', ...body } });
  const withKey = (token: string) => portal.client(endpoints, { token });
  const call = (token: string) =>
    portal.fetch('/v1/marketplace/usage', { headers: { authorization: `Bearer ${token}` } });

  beforeAll(async () => {
    portal = await startTestPortal({
      database: kind,
      plugins: [apiKeys],
      config: { 'api-keys': { bcryptCost: 4 } },
      provide: [
        [
          subscriptionsRef,
          {
            forPack: () => null,
            list: async (orgId: OrgId) => [
              { id: 's', orgId, tier, packIds: ['pack'], status: 'active', startsAt: 0, endsAt: null },
            ],
            grant: async () => undefined,
          },
        ],
      ],
    });
  });
  afterAll(() => portal.stop());
  beforeEach(async () => {
    tier = 'enterprise';
    await portal.core.database.knex('buyer_api_keys').delete();
    portal.clock.advance(2 * 60_000);
  });

  it('shows the secret once, stores a bcrypt hash and a keyed digest, and works', async () => {
    const { key, secret } = await make({ label: '  Nightly import ' });
    expect(secret).toMatch(/^nc_live_[0-9A-Za-z]{36}$/);
    expect(key).toMatchObject({
      label: 'Nightly import',
      masked: `${secret.slice(0, 12)}…${secret.slice(-4)}`,
      status: 'active',
      scopes: ['packs:query', 'packs:download'],
      lastUsedAt: null,
    });
    const row = await portal.core.database.knex('buyer_api_keys').where({ id: key.id }).first();
    expect(row.hash).toMatch(/^\$2b\$04\$/);
    expect(JSON.stringify(row)).not.toContain(secret.slice(12, -4));
    expect(JSON.stringify(await portal.core.audit.search({ target: key.id }))).not.toContain(
      secret.slice(12, -4),
    );
    expect((await call(secret)).status).toBe(200);
    const { keys } = await admin().listKeys();
    expect(keys).toEqual([{ ...key, lastUsedAt: portal.clock.now() }]);
    expect(JSON.stringify(keys)).not.toContain(secret);
  });

  it('refuses a revoked key at the very next request', async () => {
    const { key, secret } = await make();
    expect((await call(secret)).status).toBe(200);
    expect((await call(secret)).status).toBe(200);
    await admin().revokeKey({ params: { id: key.id } });
    const refused = await call(secret);
    expect(refused.status).toBe(401);
    expect((await refused.json()).error).toMatchObject({
      code: 'unauthorized',
      message: expect.stringContaining('revoked'),
    });
    await admin().revokeKey({ params: { id: key.id } });
    expect((await portal.core.audit.search({ target: key.id })).map(entry => entry.action).sort()).toEqual([
      'api-key.created',
      'api-key.revoked',
    ]);
    expect((await admin().listKeys()).keys[0]).toMatchObject({
      status: 'revoked',
      revokedAt: portal.clock.now(),
    });
  });

  it('rotates with an overlap', async () => {
    const { key, secret } = await make({
      expiresAt: portal.clock.now() + 100 * hour,
      allowedCidrs: ['127.0.0.0/8', '::1'],
    });
    await call(secret);
    const rotated = await admin().rotateKey({ params: { id: key.id }, body: {} });
    expect(rotated.key).toMatchObject({
      label: 'CI',
      scopes: key.scopes,
      allowedCidrs: key.allowedCidrs,
      expiresAt: portal.clock.now() + 100 * hour,
    });
    expect(rotated.replaced).toMatchObject({
      id: key.id,
      status: 'expiring',
      expiresAt: portal.clock.now() + 24 * hour,
      replacedBy: rotated.key.id,
    });
    expect([(await call(secret)).status, (await call(rotated.secret)).status]).toEqual([200, 200]);
    await expect(admin().rotateKey({ params: { id: key.id }, body: {} })).rejects.toMatchObject({
      status: 409,
    });
    portal.clock.advance(24 * hour);
    expect([(await call(secret)).status, (await call(rotated.secret)).status]).toEqual([401, 200]);

    const now = await admin().rotateKey({ params: { id: rotated.key.id }, body: { overlapHours: 0 } });
    expect([(await call(rotated.secret)).status, (await call(now.secret)).status]).toEqual([401, 200]);
    await admin().revokeKey({ params: { id: now.key.id } });
    await expect(admin().rotateKey({ params: { id: now.key.id }, body: {} })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('ends a key when its time is over', async () => {
    const { key, secret } = await make({ expiresAt: portal.clock.now() + hour });
    expect((await call(secret)).status).toBe(200);
    portal.clock.advance(hour);
    expect((await call(secret)).status).toBe(401);
    expect((await admin().listKeys()).keys[0]?.status).toBe('expired');
    await expect(admin().rotateKey({ params: { id: key.id }, body: {} })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('lets a key in only from its addresses', async () => {
    const { secret } = await make({ allowedCidrs: ['203.0.113.0/24'] });
    const refused = await call(secret);
    expect(refused.status).toBe(403);
    expect((await refused.json()).error.message).toContain('may not be used from');
  });

  it('refuses wrong keys, whatever is wrong with them', async () => {
    const { secret } = await make();
    const body = `nc_live_${'0'.repeat(30)}`;
    for (const wrong of [
      `${secret}x`,
      secret.slice(0, -1),
      secret.replace('live', 'test'),
      `${body}000000`,
      body + checksumOf(body),
    ]) {
      const answer = await call(wrong);
      expect([answer.status, (await answer.json()).error.code]).toEqual([401, 'unauthorized']);
    }
  });

  it('keeps what a key of the org may manage to the scope keys:manage and to what it holds', async () => {
    const { secret } = await make({ scopes: ['packs:query'] });
    await expect(withKey(secret).listKeys()).rejects.toMatchObject({ status: 403 });
    const manager = withKey((await make({ scopes: ['keys:manage', 'packs:query'] })).secret);
    const made = await manager.createKey({ body: { label: 'By a key', scopes: ['packs:query'] } });
    expect((await manager.listKeys()).keys).toHaveLength(3);
    await expect(
      manager.createKey({ body: { label: 'More', scopes: ['packs:download'] } }),
    ).rejects.toMatchObject({ status: 403 });
    await manager.revokeKey({ params: { id: made.key.id } });
    expect((await call(made.secret)).status).toBe(401);
  });

  it('keeps orgs apart', async () => {
    const { key } = await make();
    expect((await admin('globex').listKeys()).keys).toEqual([]);
    await expect(admin('globex').revokeKey({ params: { id: key.id } })).rejects.toMatchObject({
      status: 404,
    });
    await expect(admin('globex').rotateKey({ params: { id: key.id }, body: {} })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('asks for the permission', async () => {
    const { key } = await make();
    const viewer = as(['buyer_viewer']);
    for (const managing of [
      viewer.listKeys(),
      viewer.createKey({ body: { label: 'x' } }),
      viewer.revokeKey({ params: { id: key.id } }),
      viewer.rotateKey({ params: { id: key.id }, body: {} }),
    ])
      await expect(managing).rejects.toMatchObject({ status: 403, code: 'forbidden' });
    expect((await admin().listKeys()).keys).toEqual([key]);
    await expect(portal.client(endpoints).createKey({ body: { label: 'x' } })).rejects.toMatchObject({
      status: 401,
    });
    expect(await viewer.usage()).toMatchObject({ month: expect.stringMatching(/^2026-/) });
  });

  it.each([
    ['no label', { label: ' ' }, 'label'],
    ['an unknown scope', { scopes: ['all'] }, 'scopes'],
    ['no scope', { scopes: [] }, 'scopes'],
    ['an end in the past', { expiresAt: 1 }, 'expiresAt'],
    ['a bad range', { allowedCidrs: ['10.0.0.0/99'] }, 'allowedCidrs.0'],
    ['an unknown field', { admin: true }, 'admin'],
  ])('refuses %s, naming the field', async (_, body, field) => {
    const error = await make(body as Partial<NewKey>).catch(e => e);
    expect(error).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(JSON.stringify([error.details, error.message])).toContain(field);
  });

  it('keeps an org to a number of active keys', async () => {
    const { key } = await make();
    const row = await portal.core.database.knex('buyer_api_keys').where({ id: key.id }).first();
    const copies = Array.from({ length: maxActiveKeys - 1 }, (_, i) => ({
      ...row,
      id: `copy-${i}`,
      lookup: `copy-${i}`,
    }));
    for (let i = 0; i < copies.length; i += 20)
      await portal.core.database.knex('buyer_api_keys').insert(copies.slice(i, i + 20));
    await expect(make()).rejects.toMatchObject({ status: 409 });
    const rotate = (overlapHours: number) =>
      admin().rotateKey({ params: { id: key.id }, body: { overlapHours } });
    await expect(rotate(1)).rejects.toMatchObject({ status: 409 });
    expect((await rotate(0)).replaced.status).toBe('expired');
  });

  it('keeps to that number however many are created at once', async () => {
    const { key } = await make();
    const { knex } = portal.core.database;
    const row = await knex('buyer_api_keys').where({ id: key.id }).first();
    for (let i = 0; i < maxActiveKeys - 3; i++)
      await knex('buyer_api_keys').insert({ ...row, id: `copy-${i}`, lookup: `copy-${i}` });
    const made = await Promise.allSettled(Array.from({ length: 8 }, () => make()));
    expect(made.filter(one => one.status === 'fulfilled')).toHaveLength(2);
    await expect(make({}, 'globex')).resolves.toBeDefined();
  });

  it('ends every key of an org that closes, at the next request', async () => {
    const { key, secret } = await make();
    const manager = await make({ scopes: ['keys:manage'] });
    const other = await make({}, 'globex');
    for (const one of [secret, manager.secret, other.secret]) expect((await call(one)).status).toBe(200);
    await portal.core.events.publish(orgClosed, { orgId: 'acme' }, { key: 'acme' });
    await portal.core.events.drained();
    const statuses = [secret, manager.secret, other.secret].map(async one => (await call(one)).status);
    expect(await Promise.all(statuses)).toEqual([401, 401, 200]);
    expect(await portal.core.audit.search({ target: key.id, action: 'api-key.revoked' })).toMatchObject([
      { orgId: 'acme', actor: { kind: 'system' }, after: { reason: 'The organisation was closed' } },
    ]);
  });

  it('limits requests by tier, per key and per org, and says so in headers', async () => {
    tier = 'standard';
    const { secret } = await make();
    const first = await call(secret);
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=60;w=60, "org";q=60;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=59;t=\d+, "org";r=59;t=\d+$/);
    for (let i = 0; i < 59; i++) expect((await call(secret)).status).toBe(200);
    const refused = await call(secret);
    expect(refused.status).toBe(429);
    expect((await refused.json()).error.code).toBe('rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
    const second = await make();
    expect((await call(second.secret)).headers.get('ratelimit')).toMatch(/^"org";r=0/);
    portal.clock.advance(2 * 60_000);
    expect((await call(secret)).status).toBe(200);
  });

  it('answers usage that re-adds, with each day of the month', async () => {
    const { key, secret } = await make();
    const quotas = portal.service(quotaRef);
    const request = {
      orgId: 'acme' as OrgId,
      packId: 'pack' as never,
      keyId: key.id,
      rowsPerMonth: 10_000_000,
    };
    (await quotas.reserve(request, 500)).settle(321);
    (await quotas.reserve(request, 500)).settle(9);
    const { packs, month } = await withKey(secret).usage();
    const today = new Date(portal.clock.now()).toISOString().slice(0, 10);
    expect(month).toBe(today.slice(0, 7));
    expect(packs).toHaveLength(1);
    expect(packs[0]).toMatchObject({ packId: 'pack', used: 330, reserved: 0, limit: 10_000_000 });
    expect(packs[0]?.daily.at(-1)).toEqual({ date: today, rows: 330, requests: 2 });
    expect(packs[0]?.daily).toHaveLength(Number(today.slice(8)));
    expect((await admin().listKeys()).keys.find(one => one.id === key.id)?.requestsByDay.at(-1)).toBe(2);
    expect((await withKey(secret).usage({ query: { month: '2025-01' } })).packs).toEqual([]);
    await expect(withKey(secret).usage({ query: { month: '2025-13' } })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('knows its keys after a restart', async () => {
    const { secret } = await make();
    await portal.restart();
    expect((await call(secret)).status).toBe(200);
    expect(generateKey(portal.core.ids, 'live')).not.toBe(secret);
  });
});
