import { startTestPortal } from '@netcrab/backend/testing';
import { asId, type OrgId } from '@netcrab/plugin-api/contract';
import { testClock } from '@netcrab/plugin-api/testing';
import { identityRef } from '@netcrab/plugin-identity/contract';
import insightsPlugin from '@netcrab/plugin-insights/backend';
import telemetryPlugin from '@netcrab/plugin-telemetry/backend';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import { setTimeout as delay } from 'node:timers/promises';
import { eventsOf } from './events.mjs';

const orgId = asId<OrgId>('org_bench');
const now = '2026-11-01T12:00:00Z';
const probes = 50;
const betweenProbesMs = 500;
const pollMs = 20;

const portal = await startTestPortal({
  plugins: [telemetryPlugin, insightsPlugin],
  clock: testClock(now),
  provide: [[identityRef, {}]],
});
const { warehouse } = portal.core;
const { secret } = await portal.service(telemetryRef).createIngestKey({ orgId, label: 'bench' });
await warehouse.run(
  'CREATE TABLE bench_lag (session_id VARCHAR, ts VARCHAR, screen_id VARCHAR, event VARCHAR)',
);

async function until(isThere: () => Promise<boolean>): Promise<void> {
  while (!(await isThere())) await delay(pollMs);
}
const counted = async (table: string, column: string, value: string) => {
  const [row] = await warehouse.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM ${table} WHERE ${column} = $1`,
    [value],
  );
  return row !== undefined && row.n > 0n;
};
/** The answer of a view narrowed to the probe's own segment. */
const answered = async (view: string, segment: string, isIn: (answer: never) => boolean) => {
  const response = await portal.fetch(`/v1/insights/${view}?segment=${segment}`, {
    as: { orgId, roles: ['seller_admin'] },
  });
  if (!response.ok) throw new Error(await response.text());
  return isIn((await response.json()) as never);
};

/** What reading and writing costs without any of it: the same events inserted as they are, then counted. */
async function direct(name: string): Promise<number> {
  const began = performance.now();
  const events = eventsOf(name, now);
  const rows = events.map(({ sessionId, ts, screenId, ...event }) => [
    sessionId,
    ts,
    screenId,
    JSON.stringify(event),
  ]);
  await warehouse.run(
    `INSERT INTO bench_lag VALUES ${rows.map((_, i) => `($${4 * i + 1}, $${4 * i + 2}, $${4 * i + 3}, $${4 * i + 4})`).join(', ')}`,
    rows.flat(),
  );
  await until(() => counted('bench_lag', 'session_id', name));
  return performance.now() - began;
}

async function probe(name: string) {
  const response = await portal.fetch('/v1/events/batch', {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sdkVersion: 'bench/1', sentAt: now, events: eventsOf(name, now) }),
  });
  const { accepted } = (await response.json()) as { accepted: number };
  const acknowledged = performance.now();
  if (accepted === 0) throw new Error('The probe was refused');
  const lag = async (isThere: () => Promise<boolean>) => {
    await until(isThere);
    return performance.now() - acknowledged;
  };
  // A view is asked once its table holds the events: asking before would only make the portal busy.
  const sessions = await lag(() => counted('fact_sessions', 'segment', name));
  const overview = await lag(() =>
    answered('overview', name, ({ sessions: { n } }: { sessions: { n: number } }) => n > 0),
  );
  const stays = await lag(() => counted('fact_screen_visits', 'segment', name));
  const hotspots = await lag(() => answered('hotspots', name, ({ total }: { total: number }) => total > 0));
  return { sessions, overview, stays, hotspots, direct: await direct(name) };
}
export type Lags = Awaited<ReturnType<typeof probe>>;

process.on('message', (phase: string) => {
  if (phase === 'stop') {
    void portal.stop().then(() => process.disconnect());
    return;
  }
  void (async () => {
    const under: Array<Promise<Lags>> = [];
    for (let n = 0; n < probes; n++) {
      under.push(probe(`${phase}-${n}`));
      await delay(betweenProbesMs);
    }
    process.send?.({ lags: await Promise.all(under) });
  })();
});
process.send?.({ url: `${portal.baseUrl}/v1/events/batch`, secret, now });
