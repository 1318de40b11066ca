import { core, createBackendPlugin, definePermission, endpoint, reply } from '@netcrab/plugin-api/backend';
import { z } from 'zod';
import { startTestPortal, type TestPortal } from '../../testing';

const keep = definePermission({ id: 'crates:keep', title: 'keep crates', roles: ['buyer_admin'] });
const crates = {
  read: endpoint({
    method: 'GET',
    path: '/v1/crates/:id',
    summary: 'On the data plane, for any site',
    plane: 'data',
    cors: true,
    access: 'public',
    params: z.object({ id: z.string() }),
    query: z.object({ tag: z.union([z.string(), z.array(z.string())]).optional() }),
    output: z.object({ tags: z.unknown() }),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/v1/crates/:id',
    summary: 'Same address, portal plane',
    access: { permission: keep },
    params: z.object({ id: z.string() }),
    output: z.undefined(),
  }),
  fetch: endpoint({
    method: 'GET',
    path: '/v1/crates/:id/file',
    summary: 'By session or token, for any site',
    plane: 'data',
    cors: true,
    access: { permission: keep },
    params: z.object({ id: z.string() }),
    output: z.object({}),
  }),
  add: endpoint({
    method: 'POST',
    path: '/api/crates',
    summary: 'Portal plane alone',
    access: 'public',
    output: z.object({}),
  }),
};
const plugin = createBackendPlugin({
  id: 'crates',
  permissions: [keep],
  needs: { http: core.http },
  start({ http }) {
    http.serve(crates, {
      read: ({ query }) => reply({ body: JSON.stringify(query) }),
      remove: () => undefined,
      fetch: () => ({}),
      add: () => ({}),
    });
  },
});

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ plugins: [plugin] });
});
afterAll(() => portal.stop());

describe('methods of an address', () => {
  it.each([
    ['POST', '/v1/crates/1', 'DELETE, GET, HEAD, OPTIONS'],
    ['PUT', '/v1/crates/1/file', 'GET, HEAD, OPTIONS'],
    ['GET', '/api/crates', 'OPTIONS, POST'],
    ['DELETE', '/api/crates', 'OPTIONS, POST'],
  ])('%s %s is refused with those it takes', async (method, path, allow) => {
    const response = await portal.fetch(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toEqual({
      error: {
        code: 'method_not_allowed',
        message: expect.stringContaining(method) as string,
        requestId: response.headers.get('x-request-id'),
      },
    });
    const options = await portal.fetch(path, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, allow]);
  });

  it('are none where there is no address', async () => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await portal.fetch('/v1/crates', { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 404, null]);
    }
  });

  it('HEAD answers what GET does, without the body', async () => {
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map(method => portal.fetch('/v1/crates/1', { method })),
    );
    for (const name of ['content-length', 'access-control-allow-origin', 'cache-control']) {
      expect(head?.headers.get(name)).toBe(get?.headers.get(name));
    }
    expect(await head?.text()).toBe('');
  });
});

describe('answers to the programs of other sites', () => {
  const origin = 'https://elsewhere.example';
  it('name what may be asked', async () => {
    const { headers } = await portal.fetch('/v1/crates/1', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('GET');
    expect(headers.get('access-control-allow-headers')).toContain('if-none-match');
  });

  it('show all their headers, those of refusals too, and never belong to a session', async () => {
    const refused = await portal.fetch('/v1/crates/1?x=1', { headers: { origin } });
    const unknown = await portal.fetch('/v1/crates/1/file', { headers: { origin } });
    const wrongToken = await portal.fetch('/v1/crates/1/file', {
      headers: { origin, authorization: 'Bearer x' },
    });
    expect([refused.status, unknown.status, wrongToken.status]).toEqual([400, 401, 401]);
    for (const { headers } of [refused, unknown, wrongToken]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('are for those addresses only that say so', async () => {
    const response = await portal.fetch('/api/crates', { method: 'OPTIONS', headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('an address asked again', () => {
  it('reads the same, and each query for itself', async () => {
    const ask = async (search: string) => (await portal.fetch(`/v1/crates/1${search}`)).json();
    for (const time of [1, 2]) {
      expect([time, await ask('?tag=a&tag=b')]).toEqual([time, { tag: ['a', 'b'] }]);
      expect([time, await ask('?tag=c')]).toEqual([time, { tag: 'c' }]);
      expect([time, await ask('')]).toEqual([time, {}]);
    }
  });
});
