import { InvalidRequestError } from '@netcrab/plugin-api/backend';
import { gzipSync } from 'node:zlib';
import { telemetryConfig } from '../config';
import { consumerRules } from '../consumer/rules';
import { createPreview } from './preview';

const start = Date.parse('2026-11-01T12:00:00Z');
const at = (ms: number) => new Date(start + ms).toISOString();
const rules = consumerRules(telemetryConfig.parse({}));
const preview = createPreview(rules, { now: () => start + 60_000 });

let last = 0;
const event = (ms: number, fields: object) => ({
  eventId: `0192e4a0-0000-7000-8000-${String(++last).padStart(12, '0')}`,
  productId: 'playground',
  sessionId: 'visit-1',
  userHash: 'a'.repeat(32),
  ts: at(ms),
  eventType: 'click',
  screenId: 'orders',
  route: '/orders',
  ...fields,
});
const batch = (events: readonly object[], extra: object = {}) =>
  Buffer.from(JSON.stringify({ sdkVersion: 'web/1.0.0', sentAt: at(30_000), events, ...extra }));
const of = (events: readonly object[]) => preview({ body: batch(events), encoding: undefined });

const button = { elementType: 'button', elementLabelHash: 'b'.repeat(16) };
const task = (ms: number, name: string, more: object = {}) =>
  event(ms, { eventType: 'custom', name, taskId: 'create_order', ...more });

test('shows the run, its incidents and what each signal adds', async () => {
  const { answer, sessions } = await of([
    task(0, 'task_started'),
    ...[100, 300, 500, 700].map(ms => event(ms, button)),
    event(5_000, { ...button, elementLabelHash: 'c'.repeat(16), responseMs: 80 }),
    task(6_000, 'task_completed', { success: true }),
  ]);
  expect(answer).toEqual({ status: 'accepted', accepted: 7, rejected: 0, duplicates: 0 });
  expect(sessions).toHaveLength(1);
  const [session] = sessions;
  expect(session?.contributions.rage).toBeCloseTo(0.3);
  expect(session?.incidents.map(({ kind, occurrences }) => [kind, occurrences])).toContainEqual([
    'rage_click',
    4,
  ]);
  expect(session?.frustration).toBeGreaterThan(0.25);
  expect(session?.runs).toMatchObject([
    { taskType: 'create_order', durationMs: 6_000, clicks: 5, success: true, abandoned: false },
  ]);
});

test('a task never completed counts as abandoned', async () => {
  const { sessions } = await of([task(0, 'task_started'), event(1_000, { ...button, responseMs: 50 })]);
  expect(sessions[0]?.runs).toMatchObject([{ abandoned: true, success: false }]);
  expect(sessions[0]?.contributions.abandoned).toBeCloseTo(0.5);
});

test('refuses what ingest refuses, by name, and keeps the good beside it', async () => {
  const good = event(0, button);
  const { answer, sessions } = await of([
    good,
    event(10, { text: 'typed' }),
    good,
    event(20, { eventType: 'hover' }),
  ]);
  expect(answer).toMatchObject({ status: 'partial', accepted: 1, rejected: 2, duplicates: 1 });
  expect(answer.errors?.map(({ index, field }) => [index, field])).toEqual([
    [1, 'text'],
    [3, 'eventType'],
  ]);
  expect(sessions[0]?.events).toBe(1);
  const none = await of([event(0, { email: 'a@b.c' })]);
  expect(none).toMatchObject({ answer: { status: 'rejected', accepted: 0 }, sessions: [] });
});

test('an event that names an org belongs to nobody here', async () => {
  const { answer } = await of([event(0, { ...button, orgId: 'acme' })]);
  expect(answer).toMatchObject({ rejected: 1, errors: [{ field: 'orgId' }] });
});

test('reads gzip, and says what is wrong with what it cannot read', async () => {
  const zipped = await preview({ body: gzipSync(batch([event(0, button)])), encoding: 'gzip' });
  expect(zipped.answer.accepted).toBe(1);
  await expect(preview({ body: Buffer.from('{'), encoding: undefined })).rejects.toThrow(InvalidRequestError);
  const bomb = gzipSync(Buffer.alloc(3 * 1024 * 1024, ' '));
  await expect(preview({ body: bomb, encoding: 'gzip' })).rejects.toMatchObject({
    code: 'payload_too_large',
  });
});
