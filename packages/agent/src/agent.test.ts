import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { complaint, startCloud, type CloudServer } from './testing/cloudServer';
import { clicks, clickOf, eventId } from './testing/events';
import { remove, runningAgent, type RunningAgent } from './testing/runningAgent';

let cloud: CloudServer;
let agent: RunningAgent;
beforeEach(async () => {
  cloud = await startCloud();
});
afterEach(async () => {
  await agent.stop();
  await cloud.stop();
  remove(agent.folder);
});
const idsOf = (events: ReadonlyArray<{ eventId: string }>) => events.map(one => one.eventId).sort();
const distinct = () => [...new Set(idsOf(cloud.events))];
const deadLetters = () =>
  readFileSync(path.join(agent.folder, 'dead-letters.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as { reason: string; batch: { events: Array<{ eventId: string }> } });

it('forwards what it acknowledged, with its own name and the ingest key', async () => {
  agent = await runningAgent(cloud.url);
  expect((await agent.send(clicks(0, 10))).body).toEqual({
    status: 'accepted',
    accepted: 10,
    rejected: 0,
    duplicates: 0,
    dropped: 0,
  });
  await cloud.until(() => cloud.events.length === 10);
  const [first] = cloud.received;
  expect(first?.headers).toMatchObject({
    authorization: 'Bearer nc_ingest_test',
    'content-encoding': 'gzip',
  });
  expect(first?.batch).toMatchObject({ agentId: 'agent-1', sdkVersion: 'test/1' });
  expect(idsOf(cloud.events)).toEqual(idsOf(clicks(0, 10)));
});

it('sends on through every kind of outage, once the cloud is back, and says how it goes', async () => {
  const faults = [
    () => 'break' as const,
    () => 'forget' as const,
    () => complaint(503, 'Busy.'),
    () => complaint(429, 'Slower.'),
    () => complaint(401, 'Revoked.'),
    () => ({ status: 200, body: 'Sign in' }),
    () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } }),
  ];
  cloud.answer = () => faults.shift()?.() ?? 'take';
  agent = await runningAgent(cloud.url);
  for (let n = 0; n < 5; n++) await agent.send(clicks(n * 100, 100));
  await cloud.until(() => distinct().length === 500 && faults.length === 0);
  expect(distinct()).toEqual(idsOf(clicks(0, 500)));
  expect(agent.said.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['503: Busy.', '401: Revoked.', '302']),
  );
});

it('shows in health, readiness and metrics what waits and why', async () => {
  cloud.answer = () => complaint(403, 'This key is for pages.');
  agent = await runningAgent(cloud.url);
  await agent.send(clicks(0, 3));
  await cloud.until(() => cloud.received.length > 1);
  const health = await (await fetch(`${agent.url}/healthz`)).json();
  expect(health).toMatchObject({
    status: 'ok',
    agentId: 'agent-1',
    cloud: { state: 'barred', reason: '403: This key is for pages.' },
  });
  expect((await fetch(`${agent.url}/readyz`)).status).toBe(200);
  expect(await agent.metric('spool_pending_bytes')).toBeGreaterThan(100);
  expect(await agent.metric('spool_oldest_age_seconds')).toBeGreaterThan(0);
  expect(await agent.metric('cloud_up')).toBe(0);
  expect(await agent.metric('events_accepted_total')).toBe(3);
  cloud.answer = () => 'take';
  await cloud.until(() => cloud.events.length === 3);
});

it('splits what is too large, down to the event that never fits', async () => {
  cloud.answer = ({ batch }) =>
    batch.events.length > 60 || batch.events.some(one => one.eventId === eventId(77))
      ? { status: 413 }
      : 'take';
  agent = await runningAgent(cloud.url);
  await agent.send(clicks(0, 200));
  const isAlone = () =>
    cloud.received.some(({ batch: { events } }) => events.length === 1 && events[0]?.eventId === eventId(77));
  await cloud.until(() => distinct().length === 199 && isAlone());
  await agent.stop();
  expect(deadLetters()).toMatchObject([
    { reason: '413: a single event is too large', batch: { events: [{ eventId: eventId(77) }] } },
  ]);
});

it('sets aside what is refused for good, and the others go on', async () => {
  cloud.answer = ({ batch }) =>
    batch.sdkVersion === 'bad/1' ? complaint(400, 'Not of this world.') : 'take';
  agent = await runningAgent(cloud.url);
  await agent.send(clicks(0, 5), { sdkVersion: 'bad/1' });
  await agent.send(clicks(5, 5));
  await cloud.until(() => cloud.events.length === 5);
  expect(await agent.metric('dead_letter_events_total{reason="400"}')).toBe(5);
  await agent.stop();
  expect(deadLetters()).toMatchObject([
    { reason: '400: Not of this world.', batch: { events: { length: 5 } } },
  ]);
});

it('sets aside single events that the cloud rejects', async () => {
  cloud.answer = ({ batch }) => ({
    status: 202,
    body: {
      accepted: batch.events.length - 1,
      duplicates: 0,
      rejected: 1,
      errors: [{ index: 1, field: 'ts', message: 'Too old.' }],
    },
  });
  agent = await runningAgent(cloud.url);
  await agent.send(clicks(0, 3));
  await cloud.until(() => cloud.received.length === 1);
  await agent.stop();
  expect(deadLetters()).toMatchObject([
    { reason: '202 ts: Too old.', batch: { events: [{ eventId: eventId(1) }] } },
  ]);
});

it('leaves what is not sent in the spool when it stops, and goes on from there', async () => {
  cloud.answer = () => 'break';
  const before = await runningAgent(cloud.url);
  await before.send(clicks(0, 50));
  await before.stop();
  cloud.answer = () => 'take';
  agent = await runningAgent(cloud.url, {}, before.folder);
  await cloud.until(() => cloud.events.length === 50);
});

it('lets nothing out that the rules keep in: neither ids, nor paths, nor fields', async () => {
  agent = await runningAgent(cloud.url, {
    rules: {
      ignorePaths: ['/admin', '/hr'],
      dropFields: ['segment', 'extra.customer', 'email'],
      apps: ['crm'],
    },
  });
  const secrets = ['person3@corp.example', 'SECRET', 'payroll', 'local-key'];
  const answer = await agent.send([
    ...clicks(0, 10, { appName: 'crm' }),
    clickOf(10, {
      appName: 'crm',
      segment: 'SECRET-segment',
      email: 'SECRET@x',
      extra: { customer: 'SECRET-7', size: 1 },
    }),
    clickOf(11, { appName: 'crm', route: '/hr/payroll' }),
    clickOf(12, { appName: 'SECRET-app' }),
    clickOf(13, { appName: 'crm', extra: { from: '/hr/payroll' } }),
    clickOf(14, { appName: 'crm', password: 'SECRET-password' }),
  ]);
  expect(answer.body).toMatchObject({
    accepted: 12,
    rejected: 1,
    dropped: 2,
    errors: [{ index: 14, field: 'password' }],
  });
  await cloud.until(() => cloud.events.length === 12);
  const traffic = cloud.received.map(({ headers, text }) => JSON.stringify(headers) + text).join();
  const disk = readdirSync(agent.folder)
    .filter(name => name !== 'lock')
    .map(name => readFileSync(path.join(agent.folder, name), 'utf8'))
    .join();
  const said = JSON.stringify([agent.said, answer]);
  for (const secret of secrets) for (const text of [traffic, disk, said]) expect(text).not.toContain(secret);
  expect(await agent.metric('events_dropped_total{rule="path"}')).toBe(1);
  expect(await agent.metric('events_dropped_total{rule="app"}')).toBe(1);
  expect(await agent.metric('events_rejected_total{rule="sensitive_field"}')).toBe(1);
});
