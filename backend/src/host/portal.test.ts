import {
  binary,
  core,
  createBackendPlugin,
  createServiceRef,
  definePermission,
  endpoint,
  NotFoundError,
  optional,
  rawBody,
  reply,
} from '@netcrab/plugin-api/backend';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { startTestPortal, testDatabases, type TestPortal } from '../testing';

const manageNotes = definePermission({ id: 'notes:manage', title: 'manage notes', roles: ['seller_admin'] });
const notesRef = createServiceRef<{ count(): Promise<number> }>('notes');

const notes = {
  list: endpoint({
    method: 'GET',
    path: '/api/notes',
    summary: 'Lists notes',
    access: 'public',
    query: z.object({ limit: z.coerce.number().int().max(10).default(5) }),
    output: z.array(z.object({ id: z.string(), text: z.string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/notes',
    summary: 'Creates a note',
    access: { permission: manageNotes },
    body: z.object({ text: z.string().min(1) }),
    status: 201,
    output: z.object({ id: z.string() }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/v1/notes/:id',
    summary: 'Reads a note as text',
    plane: 'data',
    access: ['public'],
    params: z.object({ id: z.string().max(20) }),
    output: binary('text/plain'),
    errors: ['not_found'],
  }),
  upload: endpoint({
    method: 'POST',
    path: '/v1/notes/raw',
    summary: 'Counts bytes',
    plane: 'data',
    cors: true,
    access: 'public',
    body: rawBody({ maxBytes: 1000, contentTypes: ['application/octet-stream'] }),
    output: z.object({ bytes: z.number() }),
  }),
  crash: endpoint({
    method: 'GET',
    path: '/api/notes/crash',
    summary: 'Fails',
    access: 'public',
    output: z.object({}),
  }),
};

const notesPlugin = createBackendPlugin({
  id: 'notes',
  needs: { http: core.http, database: core.database, ids: core.ids },
  provides: notesRef,
  permissions: [manageNotes],
  migrations: [
    {
      name: '202601010000_notes',
      up: async knex => {
        await knex.schema.createTable('notes', table => {
          table.string('id').primary();
          table.string('text').notNullable();
          table.bigInteger('at').notNullable();
        });
      },
      down: async knex => {
        await knex.schema.dropTable('notes');
      },
    },
  ],
  start({ http, database, ids }) {
    const table = () => database.knex<{ id: string; text: string; at: number }>('notes');
    http.serve(notes, {
      list: ({ query }) => table().select('id', 'text').orderBy('at').limit(query.limit),
      async create({ body }) {
        const id = ids.uuid();
        await table().insert({ id, text: body.text, at: 1_800_000_000_000 });
        return { id };
      },
      async get({ params }) {
        const note = await table().where(params).first();
        if (!note) throw new NotFoundError(`There is no note ${params.id}.`);
        return reply({ headers: { 'content-type': 'text/plain' }, body: Readable.from([note.text]) });
      },
      upload: ({ body }) => ({ bytes: body.length }),
      crash() {
        throw new Error('select * from secrets');
      },
    });
    return { count: async () => (await table()).length };
  },
});

const seller = { orgId: 'acme', roles: ['seller_admin'] } as const;
const buyer = { orgId: 'acme', roles: ['buyer_admin'] } as const;

describe.each(testDatabases)('a portal on %s', database => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal({ database, plugins: [notesPlugin] });
  });
  afterAll(() => portal.stop());

  it('serves what a plugin declares, typed from end to end', async () => {
    const client = portal.client(notes, { as: seller });
    const { id } = await client.create({ body: { text: 'hello' } });
    expect(await client.list()).toEqual([{ id, text: 'hello' }]);
    expect(
      await (
        (await client
          .get({ params: { id: id.slice(0, 20) } })
          .catch((e: unknown) => e as { code: string })) as { code: string }
      ).code,
    ).toBe('not_found');
  });

  it('refuses by default, naming what is missing', async () => {
    await expect(portal.client(notes).create({ body: { text: 'x' } })).rejects.toMatchObject({
      code: 'unauthorized',
    });
    await expect(portal.client(notes, { as: buyer }).create({ body: { text: 'x' } })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('notes:manage'),
    });
  });

  it('names every refused field and keeps the request id', async () => {
    const response = await portal.fetch('/api/notes?limit=99&colour=red', {
      headers: { 'x-request-id': 'request-12345' },
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-request-id')).toBe('request-12345');
    const { error } = (await response.json()) as {
      error: { code: string; requestId: string; details: Array<{ field: string }> };
    };
    expect(error).toMatchObject({ code: 'invalid_request', requestId: 'request-12345' });
    expect(error.details.map(detail => detail.field).sort()).toEqual(['query.colour', 'query.limit']);
  });

  it('tells nothing of an unexpected failure', async () => {
    const response = await portal.fetch('/api/notes/crash');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secrets');
  });

  it('bounds raw bodies and answers preflights of open data endpoints', async () => {
    const post = (size: number) =>
      portal.fetch('/v1/notes/raw', { method: 'POST', body: Buffer.alloc(size) });
    expect(await (await post(1000)).json()).toEqual({ bytes: 1000 });
    expect((await post(1001)).status).toBe(413);
    const preflight = await portal.fetch('/v1/notes/raw', { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
  });

  it('refuses requests that another site makes a browser send', async () => {
    const response = await portal.fetch('/api/notes', {
      method: 'POST',
      as: seller,
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
      body: '{"text":"x"}',
    });
    expect(response.status).toBe(403);
  });

  it.each(['/v1/notes/%E0%A4%A', '/api/notes?limit=%ZZ', '/v1/notes/..%2f..%2fetc', '/nowhere'])(
    'answers %s without failing',
    async path => {
      const response = await portal.fetch(path);
      expect([400, 404]).toContain(response.status);
      expect(await response.json()).toHaveProperty('error.message');
    },
  );

  it('describes everything in one OpenAPI document', async () => {
    const document = (await (await portal.fetch('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([
      '/api/notes',
      '/api/notes/crash',
      '/v1/notes/{id}',
      '/v1/notes/raw',
    ]);
  });

  it('removes sessions whose time is over', async () => {
    const { database: db, scheduler } = portal.core;
    const now = portal.clock.now();
    const row = (id: string, expires_at: number) => ({
      sid_hash: id,
      id,
      user_id: 'u',
      data: '{}',
      user_agent: '',
      ip: '',
      created_at: 0,
      last_seen_at: 0,
      expires_at,
    });
    await db.knex('core_sessions').insert([row('over', now - 1), row('open', now + 1)]);
    const run = await scheduler.settled(await scheduler.runNow('core.remove-expired-sessions'));
    expect(run.result).toEqual({ removed: 1 });
    expect(await db.knex('core_sessions').pluck('id')).toEqual(['open']);
  });

  it('keeps its data over a restart', async () => {
    const before = await portal.service(notesRef).count();
    await portal.restart();
    expect(await portal.service(notesRef).count()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });
});

describe('a plugin that cannot start', () => {
  const broken = createBackendPlugin({
    id: 'notes',
    needs: {},
    provides: notesRef,
    start: () => Promise.reject<never>(new Error('no disk')),
  });
  const needy = createBackendPlugin({ id: 'needy', needs: { notes: notesRef }, start: () => undefined });
  const polite = createBackendPlugin({
    id: 'polite',
    needs: { notes: optional(notesRef) },
    start: ({ notes: service }) => void expect(service).toBeUndefined(),
  });

  it('is reported with its reason, blocks who needs it, and leaves the rest running', async () => {
    const portal = await startTestPortal({ plugins: [needy, polite, broken] });
    const status = Object.fromEntries(
      portal.portal.report().plugins.map(plugin => [plugin.id, [plugin.status, plugin.reason]]),
    );
    expect(status).toEqual({
      notes: ['failed', 'no disk'],
      needy: ['blocked', 'it needs notes, which did not start'],
      polite: ['ready', null],
    });
    expect(await (await portal.fetch('/readyz')).json()).toMatchObject({ status: 'degraded' });
    await portal.stop();
  });
});

describe('needs that cannot be met', () => {
  const aRef = createServiceRef<void>('a');
  const bRef = createServiceRef<void>('b');
  const a = createBackendPlugin({ id: 'a', needs: { b: bRef }, provides: aRef, start: () => undefined });
  const b = createBackendPlugin({ id: 'b', needs: { a: aRef }, provides: bRef, start: () => undefined });

  it('names a cycle', async () => {
    await expect(startTestPortal({ plugins: [a, b] })).rejects.toThrow('a → b → a');
  });
  it('names the disabled plugin and the one that needs it', async () => {
    await expect(startTestPortal({ plugins: [a] })).rejects.toThrow(
      'plugins.a: needs the plugin b, which is disabled',
    );
  });
});
