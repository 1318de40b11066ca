import { core, createBackendPlugin, endpoint } from '@netcrab/plugin-api/backend';
import { connect } from 'node:net';
import { z } from 'zod';
import { startTestPortal, type TestPortal } from '../../testing';

const doors = {
  data: endpoint({
    method: 'GET',
    path: '/v1/doors/:id',
    summary: 'On the data plane',
    plane: 'data',
    cors: true,
    access: 'public',
    params: z.object({ id: z.string() }),
    output: z.object({ id: z.string() }),
  }),
  portal: endpoint({
    method: 'POST',
    path: '/api/doors/:id',
    summary: 'On the portal plane',
    access: 'public',
    params: z.object({ id: z.string() }),
    body: z.object({ text: z.string().optional() }),
    output: z.object({ id: z.string() }),
  }),
};
const plugin = createBackendPlugin({
  id: 'doors',
  needs: { http: core.http },
  start({ http }) {
    http.serve(doors, { data: ({ params }) => params, portal: ({ params }) => params });
  },
});

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ plugins: [plugin] });
});
afterAll(() => portal.stop());

/** Sends bytes as they are and reads until the portal closes. */
const exchange = (text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(portal.baseUrl).port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8');
    socket.on('data', chunk => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
const close = 'Connection: close\r\n\r\n';

describe('what is no request that can be answered', () => {
  it.each([
    ['garbage', 'GARBAGE\r\n\r\n', 400],
    ['no host', `GET /v1/doors/1 HTTP/1.1\r\n${close}`, 400],
    ['headers beyond the limit', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['an address beyond the limit', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    [
      'two lengths of one body',
      'POST /api/doors/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a body of no known form',
      'POST /api/doors/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    ['another expectation', `GET /v1/doors/1 HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n${close}`, 400],
  ])('%s is refused in the format of all errors', async (_, text, status) => {
    const [head = '', body = ''] = (await exchange(text)).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    const id = /x-request-id: (\S+)/i.exec(head)?.[1];
    expect(JSON.parse(body)).toEqual({
      error: { code: 'invalid_request', message: expect.any(String), requestId: id },
    });
  });
});

describe('every answer', () => {
  it.each([
    ['GET', '/v1/doors/1', 200],
    ['OPTIONS', '/v1/doors/1', 204],
    ['GET', '/v1/doors/%zz', 400],
    ['POST', '/api/doors/%zz', 400],
    ['POST', '/api/doors/%ff', 400],
    ['GET', '/v1/doors/a%00b', 400],
    ['GET', '/v1/doors/1?q=%00', 400],
    ['POST', '/api/doors/a%00b', 400],
    ['GET', '/nowhere', 404],
    ['GET', '/healthz', 200],
    ['HEAD', '/healthz', 200],
    ['GET', '/readyz?verbose', 200],
    ['GET', '/metrics', 200],
  ])('to %s %s has a request id', async (method, path, status) => {
    const response = await portal.fetch(path, { method });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([status, expect.any(String)]);
    if (status >= 400) expect(await response.json()).toHaveProperty('error.requestId');
  });

  it('keeps metrics from those whom an unnamed proxy lets in', async () => {
    const response = await portal.fetch('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(response.status).toBe(404);
  });
});

describe('bodies', () => {
  const send = (body: string) =>
    portal.fetch('/api/doors/1', { method: 'POST', body, headers: { 'content-type': 'application/json' } });

  it('may hold no NUL, which Postgres cannot store, but may speak of it', async () => {
    expect((await send('{"text":"a\\u0000b"}')).status).toBe(400);
    expect((await send('{"text":"a\\\\\\u0000b"}')).status).toBe(400);
    expect((await send('{"text":"a\\\\u0000b"}')).status).toBe(200);
  });

  it('that are too large are refused by an answer, not a broken connection', async () => {
    const response = await send(JSON.stringify({ text: 'x'.repeat(20_000_000) }));
    expect(response.status).toBe(413);
    expect(await response.json()).toHaveProperty('error.code', 'payload_too_large');
  });
});
