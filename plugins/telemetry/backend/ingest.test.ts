import { testDatabases } from '@netcrab/backend/testing';
import zlib from 'node:zlib';
import { orgClosed } from '@netcrab/plugin-identity/contract';
import { telemetryEndpoints } from '../contract';
import { wireEventAt } from './testing/arbitraryEvent';
import { startTelemetryPortal, type TelemetryPortal } from './testing/telemetryPortal';

describe.each(testDatabases)('telemetry over HTTP on %s', database => {
  let portal: TelemetryPortal;
  let key: string;
  beforeAll(async () => {
    portal = await startTelemetryPortal({ database, config: { ingest: { inflatedMegabytes: 1 } } });
    key = await portal.key('org_1');
  });
  afterAll(() => portal.stop());

  const seller = (orgId = 'org_1') =>
    portal.client(telemetryEndpoints, { as: { orgId, roles: ['seller_admin'] } });
  const admin = () =>
    portal.client(telemetryEndpoints, { as: { orgId: 'org_0', roles: ['platform_admin'] } });
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    portal.fetch('/v1/events/batch', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, ...headers },
      body,
    });
  const batch = (list: readonly unknown[]) =>
    JSON.stringify({ sdkVersion: 'web/1.0.0', sentAt: '2026-11-01T12:00:00.000Z', events: list });
  let count = 0;
  const events = (n: number) => Array.from({ length: n }, () => wireEventAt(0, ++count));

  it('takes a batch, plain or gzipped, and names repeats', async () => {
    const sent = events(3);
    expect(await portal.send(key, sent)).toEqual({
      status: 202,
      body: { status: 'accepted', accepted: 3, rejected: 0, duplicates: 0 },
    });
    const response = await post(zlib.gzipSync(batch([...sent, ...events(1)])), {
      'content-encoding': 'gzip',
    });
    expect(await response.json()).toMatchObject({ accepted: 1, duplicates: 3 });
  });

  it('refuses a bad event without costing the good ones beside it', async () => {
    const [first, second] = events(2);
    const { body } = await portal.send(key, [first, { ...second, email: 'a@b.c' }, 7, second]);
    expect(body).toEqual({
      status: 'partial',
      accepted: 2,
      rejected: 2,
      duplicates: 0,
      errors: [
        { index: 1, field: 'email', message: expect.stringContaining('refused') as string },
        { index: 2, field: '', message: expect.stringContaining('object') as string },
      ],
    });
    expect((await portal.send(key, [null])).body).toMatchObject({ status: 'rejected', accepted: 0 });
  });

  it.each([
    ['no JSON', 'hello'],
    ['no object', '[]'],
    ['no events', batch([])],
    ['too many', batch(Array(1001).fill(1))],
    ['an unknown field', '{"sdkVersion":"a","sentAt":"2026-11-01T00:00:00Z","events":[1],"extra":1}'],
    ['no sdkVersion', '{"sentAt":"2026-11-01T00:00:00Z","events":[1]}'],
    ['a bad sentAt', '{"sdkVersion":"a","sentAt":"now","events":[1],"agentId":""}'],
  ])('answers 400 to a batch with %s', async (_, body) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: { code: string } }).error.code).toBe('invalid_request');
  });

  it('bounds what a gzip may become, and refuses other encodings and broken ones', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(5 * 1024 * 1024, 32));
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    expect((await post('xyz', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await post('xyz', { 'content-encoding': 'br' })).status).toBe(400);
    expect((await post(Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413);
  });

  it('lets in by key alone, from its origins alone', async () => {
    expect((await portal.send('nc_ingest_unknown', events(1))).status).toBe(401);
    const plain = await post(batch(events(1)), { origin: 'https://app.example.com' });
    expect(plain.status).toBe(403);
    const browser = await portal.key('org_1', ['https://App.example.com']);
    const from = (origin: string) =>
      post(batch(events(1)), { authorization: `Bearer ${browser}`, origin }).then(
        response => response.status,
      );
    expect(await from('https://app.example.com')).toBe(202);
    expect(await from('https://evil.example.com')).toBe(403);
    const preflight = await portal.fetch('/v1/events/batch', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example.com' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-encoding');
  });

  it('refuses what no clock can have said, and counts ids it cannot store under none', async () => {
    const [event] = events(1);
    const own = await portal.key('org_5');
    const { body } = await portal.send(own, [
      { ...event, ts: '0000-01-01T00:00:00Z' },
      { productId: 'a\u0000b' },
    ]);
    expect(body).toMatchObject({
      accepted: 0,
      rejected: 2,
      errors: [{ field: 'ts' }, { field: 'productId' }],
    });
    await seller('org_5').listProducts();
    expect(
      await portal.core.database.knex('telemetry_counters').where({ org_id: 'org_5' }).orderBy('product_id'),
    ).toMatchObject([
      { product_id: '(unknown)', count: 1 },
      { product_id: event?.productId, count: 1 },
    ]);
  });

  it('tells nothing of a product that is not there, or not theirs', async () => {
    await seller('org_6').createProduct({ body: { productId: 'mine', name: 'Mine', vertical: 'ERP' } });
    for (const [orgId, productId] of [
      ['org_6', 'other'],
      ['org_7', 'mine'],
    ] as const) {
      await expect(
        seller(orgId).productQuality({ params: { productId }, query: { days: 2 } }),
      ).rejects.toMatchObject({ code: 'not_found' });
    }
    for (const name of ['two\nlines', 'turned \u202e round']) {
      await expect(
        seller('org_6').createProduct({ body: { productId: 'named', name, vertical: 'ERP' } }),
      ).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });

  it('shows what arrived, per product, rule and version', async () => {
    const own = await portal.key('org_2');
    const shop = () => events(1).map(event => ({ ...event, productId: 'shop' }));
    await portal.send(own, shop());
    await portal.send(own, [...shop(), { ...shop()[0], password: 'x' }]);
    const client = seller('org_2');
    expect((await client.listProducts()).products).toMatchObject([
      { productId: 'shop', registered: false, accepted: 2, rejected: 1, lastEventAt: portal.clock.now() },
    ]);
    await client.createProduct({ body: { productId: 'shop', name: 'Shop', vertical: 'ERP' } });
    await expect(
      client.createProduct({ body: { productId: 'shop', name: 'Shop', vertical: 'ERP' } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await client.updateProduct({
      params: { productId: 'shop' },
      body: { name: 'Web shop', vertical: 'CUSTOM' },
    });
    expect((await client.listProducts()).products).toMatchObject([
      { name: 'Web shop', registered: true, accepted: 2 },
    ]);
    const quality = await client.productQuality({ params: { productId: 'shop' }, query: { days: 2 } });
    expect(quality).toMatchObject({
      days: [
        { day: '2026-10-31', accepted: 0 },
        { day: '2026-11-01', accepted: 2, rejected: 1, late: 2 },
      ],
      rejections: [{ rule: 'sensitive_field', count: 1 }],
      sdkVersions: [{ version: 'test/1', events: 2 }],
    });
    expect(quality.clockSkew.filter(one => one.events > 0)).toEqual([{ band: 'fine', events: 2 }]);
    expect((await seller('org_3').listProducts()).products).toEqual([]);
    await expect(
      seller('org_3').updateProduct({ params: { productId: 'shop' }, body: { name: 'x', vertical: 'ERP' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('creates keys whose secret is shown once, and refuses a revoked one at the next request', async () => {
    const client = seller('org_4');
    const { secret, ...created } = await client.createIngestKey({ body: { label: 'Web' } });
    expect(created).toMatchObject({ label: 'Web', origins: [], revokedAt: null, hint: secret.slice(0, 14) });
    expect((await portal.send(secret, events(1))).status).toBe(202);
    await expect(seller('org_5').revokeIngestKey({ params: { keyId: created.id } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await client.revokeIngestKey({ params: { keyId: created.id } });
    await client.revokeIngestKey({ params: { keyId: created.id } });
    expect((await portal.send(secret, events(1))).status).toBe(401);
    const { keys } = await client.listIngestKeys();
    expect(keys).toMatchObject([{ id: created.id, revokedAt: portal.clock.now() }]);
    expect(JSON.stringify(keys)).not.toContain(secret);
    const log = await portal.core.audit.search({ orgId: 'org_4' });
    expect(log.map(entry => entry.action).sort()).toEqual(['ingest-key.created', 'ingest-key.revoked']);
  });

  it('refuses the keys of an organisation that has closed', async () => {
    const [closed, other] = [await portal.key('org_closed'), await portal.key('org_other')];
    for (const one of [closed, other]) expect((await portal.send(one, events(1))).status).toBe(202);
    await portal.core.events.publish(orgClosed, { orgId: 'org_closed' }, { key: 'org_closed' });
    await portal.core.events.drained();
    expect((await portal.send(closed, events(1))).status).toBe(401);
    expect((await portal.send(other, events(1))).status).toBe(202);
    const [entry] = await portal.core.audit.search({ orgId: 'org_closed', action: 'ingest-key.revoked' });
    expect(entry).toMatchObject({ actor: { kind: 'system', id: 'telemetry' } });
  });

  it('lets the platform act for any organisation there is, and sellers only for theirs', async () => {
    const client = admin();
    const params = { orgId: 'org_6', productId: 'crm' };
    const body = { name: 'CRM', vertical: 'B2B_CRM' as const };
    expect(await client.operatorEnsureProduct({ params, body })).toMatchObject({
      name: 'CRM',
      registered: true,
    });
    expect(await client.operatorEnsureProduct({ params, body })).toMatchObject({ name: 'CRM' });
    const { id, secret } = await client.operatorCreateIngestKey({
      params: { orgId: 'org_6' },
      body: { label: 'import' },
    });
    expect((await portal.send(secret, events(2))).status).toBe(202);
    await client.operatorRevokeIngestKey({ params: { orgId: 'org_6', keyId: id } });
    await expect(
      client.operatorCreateIngestKey({ params: { orgId: 'nobody' }, body: { label: 'import' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await expect(seller().operatorProcessing()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await client.operatorProcessing({ query: { orgId: 'org_7' } })).toMatchObject({
      stored: 0,
      sessions: 0,
    });
    const nobody = portal.client(telemetryEndpoints, { as: { orgId: null, roles: ['seller_admin'] } });
    await expect(nobody.listProducts()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
