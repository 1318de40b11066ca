import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import {
  startTelemetryPortal,
  type TelemetryPortal,
} from '../../../plugins/telemetry/backend/testing/telemetryPortal';
import { patterns } from '@netcrab/plugin-telemetry/contract';
import { clicks, clickOf } from './testing/events';
import { remove, runningAgent, temporaryFolder } from './testing/runningAgent';

let portal: TelemetryPortal;
beforeAll(async () => {
  portal = await startTelemetryPortal({ now: new Date().toISOString() });
});
afterAll(() => portal.stop());

const rows = <Row>(sql: string) => portal.core.warehouse.query<Row>(sql);

it('brings events to a real portal: each once, at the time they happened, under names that only the agent can give', async () => {
  const ingestKey = await portal.key('org_1');
  const folder = temporaryFolder();
  const settings = { cloud: { ingestKey }, rules: { sampleRate: 1 } };
  const happened = Date.now() - 60_000;
  const ts = new Date(happened).toISOString();
  const first = await runningAgent(portal.baseUrl, settings, folder);
  await first.send(clicks(0, 400, { ts }));
  // A sender whose answer was lost, and one whose clock is an hour behind.
  await first.send(clicks(300, 200, { ts }));
  const hour = 3_600_000;
  await first.send([clickOf(900, { ts: new Date(happened - hour).toISOString(), sessionId: 'slow' })], {
    sentAt: new Date(Date.now() - hour).toISOString(),
  });
  await first.stop();
  const agent = await runningAgent(portal.baseUrl, settings, folder);
  await agent.send([clickOf(901, { ts, route: '/admin/x' })]);
  while ((await agent.metric('spool_pending_bytes')) !== 0)
    await new Promise(resolve => setTimeout(resolve, 20));
  expect(await agent.metric('dead_letter_bytes')).toBe(0);
  await agent.stop();
  remove(folder);

  await portal.service(telemetryRef).caughtUp();
  expect(
    await rows('SELECT count(*)::INTEGER AS n, count(DISTINCT event_id)::INTEGER AS ids FROM events_raw'),
  ).toEqual([{ n: 501, ids: 501 }]);
  const users = await rows<{ user_hash: string }>('SELECT DISTINCT user_hash FROM events_raw');
  expect(users).toHaveLength(7);
  for (const { user_hash } of users) expect(user_hash).toMatch(patterns.userHash);
  const [slow] = await rows<{ ms: bigint }>(
    `SELECT epoch_ms(ts) AS ms FROM events_raw WHERE session_id = 'slow'`,
  );
  expect(Math.abs(Number(slow?.ms) - happened)).toBeLessThan(10_000);
});
