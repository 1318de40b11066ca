import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { agentConfig } from '../config/schema';
import { createLog } from '../log';
import { createMetrics } from '../metrics';
import { startCloud, type CloudServer } from '../testing/cloudServer';
import { batchOf, clicks } from '../testing/events';
import { localKey, remove, runningAgent, type RunningAgent } from '../testing/runningAgent';
import { closed, listening, urlOf } from './listening';
import { createIntake } from './server';

let cloud: CloudServer;
let agent: RunningAgent;
beforeAll(async () => {
  cloud = await startCloud();
  agent = await runningAgent(cloud.url, { rules: { domains: ['app.example.com'] } });
});
afterAll(async () => {
  await agent.stop();
  await cloud.stop();
  remove(agent.folder);
});

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${agent.url}/v1/events/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${localKey}`, ...headers },
    body,
  });
const batch = JSON.stringify(batchOf(clicks(0, 2)));
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: string; message: string; details?: unknown } }).error;

it('takes plain and gzipped batches', async () => {
  expect((await post(batch)).status).toBe(202);
  expect((await post(gzipSync(batch), { 'content-encoding': 'gzip' })).status).toBe(202);
});

it.each([
  ['', 'Send a local key'],
  ['Bearer wrong-key-0123456789', 'not one of listen.keys'],
  ['Basic abc', 'Send a local key'],
])('needs a local key, not %p', async (authorization, message) => {
  const response = await post(batch, { authorization });
  expect(response.status).toBe(401);
  expect(response.headers.get('x-request-id')).toBeTruthy();
  expect((await errorOf(response)).message).toContain(message);
});

it('takes events of pages it knows, and lets them read the answer', async () => {
  const origin = 'https://app.example.com';
  const asked = await fetch(`${agent.url}/v1/events/batch`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-private-network': 'true' },
  });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-private-network')).toBe('true');
  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  const response = await post(batch, { origin });
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(response.headers.get('vary')).toBe('origin');

  for (const refused of [
    await post(batch, { origin: 'https://evil.example' }),
    await fetch(`${agent.url}/v1/events/batch`, { method: 'OPTIONS', headers: { origin: 'null' } }),
  ]) {
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    expect((await errorOf(refused)).message).toContain('rules.domains');
  }
});

it.each([
  ['{"events":', {}, 'not valid JSON'],
  ['[]', {}, 'cannot be read'],
  [JSON.stringify(batchOf([])), {}, 'cannot be read'],
  [JSON.stringify({ ...batchOf(clicks(0, 1)), extra: 1 }), {}, 'cannot be read'],
  ['not gzip', { 'content-encoding': 'gzip' }, 'not valid gzip'],
  [batch, { 'content-encoding': 'br' }, 'Content-Encoding br is not known'],
])('says what is wrong with %s %j', async (body, headers, message) => {
  const response = await post(body, headers);
  expect(response.status).toBe(400);
  expect((await errorOf(response)).message).toContain(message);
});

it('names the fields of an envelope that cannot be read', async () => {
  const error = await errorOf(await post(JSON.stringify({ sdkVersion: '', sentAt: 'now', events: [1] })));
  expect(error.details).toEqual([
    expect.objectContaining({ field: 'sdkVersion' }),
    expect.objectContaining({ field: 'sentAt' }),
  ]);
});

it('takes no bombs: neither large bodies, nor small ones that become large', async () => {
  const large = await post(new Uint8Array(11 * 1024 * 1024)).catch(() => null);
  if (large) expect(large.status).toBe(413);
  const bomb = await post(gzipSync(Buffer.alloc(40 * 1024 * 1024)), { 'content-encoding': 'gzip' });
  expect(bomb.status).toBe(413);
});

it('bounds what all requests hold together, and says when to come again', async () => {
  let release = () => {};
  const released = new Promise<void>(resolve => (release = resolve));
  const taken = { status: 'accepted', accepted: 2, rejected: 0, duplicates: 0, dropped: 0 } as const;
  const server = createIntake({
    config: agentConfig.parse({
      orgId: 'org_1',
      listen: { port: 0, keys: [localKey] },
      cloud: { endpoint: cloud.url, ingestKey: 'nc_ingest_test' },
      spool: { folder: agent.folder },
    }),
    certificate: undefined,
    takeBatch: () => released.then(() => taken),
    metrics: createMetrics(),
    log: createLog(() => undefined, Date.now),
    health: () => ({}),
    unready: () => null,
    memoryBytes: 3 * batch.length,
  });
  await listening(server, { host: '127.0.0.1', port: 0 });
  const headers = { authorization: `Bearer ${localKey}` };
  const send = () =>
    fetch(`${urlOf(server, undefined)}/v1/events/batch`, { method: 'POST', headers, body: batch });
  const answers = Array.from({ length: 5 }, send);
  // Three fit, and wait; whichever comes then does not.
  const refused = await Promise.race(answers);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  release();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.filter(status => status === 503).length).toBeLessThanOrEqual(2);
  expect(statuses.filter(status => status === 202).length).toBeGreaterThanOrEqual(3);
  // All of it was given back.
  expect((await Promise.all([send(), send(), send()])).map(({ status }) => status)).toEqual([202, 202, 202]);
  await closed(server, 0);
});

it('says nothing of senders that go away in the middle', async () => {
  const leaving = http.request(`${agent.url}/v1/events/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${localKey}`, 'content-length': '1000' },
  });
  leaving.once('error', () => undefined);
  leaving.write('{');
  await new Promise(resolve => setImmediate(resolve));
  leaving.destroy();
  expect((await post(batch)).status).toBe(202);
  expect(agent.said.filter(({ level }) => level === 'error')).toEqual([]);
});

it('answers 404 for the rest', async () => {
  const response = await fetch(`${agent.url}/v1/events`);
  expect(response.status).toBe(404);
  expect((await errorOf(response)).message).toContain('POST /v1/events/batch');
});
