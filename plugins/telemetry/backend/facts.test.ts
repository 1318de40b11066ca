import fc from 'fast-check';
import type { WireEvent } from '../contract';
import { telemetryRef } from '../contract';
import { batchOf } from './testing/crashEvents';
import { factsDigest } from './testing/factsDigest';
import { wireEventAt } from './testing/arbitraryEvent';
import { startTelemetryPortal, type TelemetryPortal } from './testing/telemetryPortal';

const dayMs = 86_400_000;
let portal: TelemetryPortal;
let key: string;
beforeEach(async () => {
  portal = await startTelemetryPortal({ config: { processing: { settleMs: 0, baselineRuns: 5 } } });
  key = await portal.key('org_1');
});
afterEach(() => portal.stop());

const caughtUp = () => portal.service(telemetryRef).caughtUp();
const rows = async (sql: string) => portal.core.warehouse.query(sql);
const started = (ms: number, n: number, fields: Partial<WireEvent> = {}) =>
  wireEventAt(ms, n, { eventType: 'custom', name: 'task_started', taskId: 't', ...fields });
const completed = (ms: number, n: number, fields: Partial<WireEvent> = {}) =>
  wireEventAt(ms, n, { eventType: 'custom', name: 'task_completed', taskId: 't', success: true, ...fields });

describe('facts', () => {
  it('are the same however their events came: shuffled, repeated, one by one, in rounds', async () => {
    const events = [0, 1, 2, 3, 9, 10].flatMap(batchOf);
    await portal.send(key, events);
    await caughtUp();
    const expected = await factsDigest(portal.core.warehouse);
    const order = fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), {
      numRuns: 3,
      seed: 7,
    });
    for (const [index, shuffled] of order.entries()) {
      const other = await startTelemetryPortal({ config: { processing: { settleMs: 0, baselineRuns: 5 } } });
      const otherKey = await other.key('org_1');
      const size = [7, 61, 200][index] ?? 50;
      for (let from = 0; from < shuffled.length; from += size) {
        await other.send(otherKey, [...shuffled.slice(from, from + size), ...shuffled.slice(0, index)]);
        if (from % (3 * size) === 0) await other.service(telemetryRef).caughtUp();
      }
      await other.service(telemetryRef).caughtUp();
      expect(await factsDigest(other.core.warehouse)).toBe(expected);
      await other.stop();
    }
  }, 60_000);

  it('score runs against the medians of the first successes', async () => {
    const run = (n: number, durationMs: number, clicks: number) => [
      started(n * 60_000, n * 100),
      ...Array.from({ length: clicks }, (_, i) =>
        wireEventAt(n * 60_000 + 10 + i * 1_100, n * 100 + 1 + i, {
          elementType: 'button',
          elementLabelHash: 'aaaaaaaa',
        }),
      ),
      completed(n * 60_000 + durationMs, n * 100 + 99),
    ];
    await portal.send(key, [
      ...run(0, 10_000, 3),
      ...run(1, 10_000, 3),
      ...run(2, 10_000, 3),
      ...run(3, 20_000, 3),
    ]);
    await caughtUp();
    expect(
      await rows(
        'SELECT duration_ms::INTEGER AS ms, efficiency, flow_complexity FROM fact_task_runs ORDER BY start',
      ),
    ).toEqual([
      ...Array.from({ length: 3 }, () => ({ ms: 10_000, efficiency: 0.87358, flow_complexity: 1 })),
      { ms: 20_000, efficiency: 0.693361, flow_complexity: 1 },
    ]);
    expect(await rows('SELECT efficiency_score FROM fact_sessions')).toEqual([
      { efficiency_score: 0.828525 },
    ]);
  });

  it('re-open for late events, raise the revision, and name the days touched', async () => {
    await portal.send(key, [started(0, 1), wireEventAt(1_000, 2)]);
    await caughtUp();
    expect(await rows('SELECT revision, tasks_abandoned FROM fact_sessions')).toEqual([
      { revision: 1, tasks_abandoned: 1 },
    ]);
    const [before] = await portal.core.warehouse.query<{ seq: bigint }>(
      'SELECT max(seq) AS seq FROM fact_changes',
    );
    portal.clock.advance(5 * dayMs);
    await portal.send(key, [completed(2_000, 3)]);
    await caughtUp();
    expect(
      await rows('SELECT revision, tasks_abandoned, tasks_completed, event_count FROM fact_sessions'),
    ).toEqual([{ revision: 2, tasks_abandoned: 0, tasks_completed: 1, event_count: 3 }]);
    expect(await rows('SELECT success, abandoned FROM fact_task_runs')).toEqual([
      { success: true, abandoned: false },
    ]);
    const changes = `SELECT DISTINCT org_id, product_id, day FROM fact_changes WHERE seq > ${before?.seq}`;
    expect(await rows(changes)).toEqual([
      { org_id: 'org_1', product_id: 'crm', day: Date.parse('2026-11-01') },
    ]);
  });

  it('keep out what comes 7 days after the session was last received, and take old recordings', async () => {
    await portal.send(key, [wireEventAt(-40 * dayMs, 1)]);
    await caughtUp();
    await portal.send(key, [wireEventAt(-40 * dayMs + 1_000, 2)]);
    await caughtUp();
    expect(await rows('SELECT event_count FROM fact_sessions')).toEqual([{ event_count: 2 }]);
    portal.clock.advance(7 * dayMs + 1);
    await portal.send(key, [wireEventAt(-40 * dayMs + 2_000, 3)]);
    await caughtUp();
    expect(await rows('SELECT event_count FROM fact_sessions')).toEqual([{ event_count: 2 }]);
    const client = portal.client((await import('../contract')).telemetryEndpoints, {
      as: { orgId: 'org_1', roles: ['seller_admin'] },
    });
    expect(await client.processing()).toMatchObject({ stored: 2, expired: 1, duplicates: 0, caughtUp: true });
  });

  it('correct a wrong client clock', async () => {
    const skewed = wireEventAt(-3_600_000, 1);
    await portal.send(key, [skewed], { sentAt: new Date(portal.clock.now() - 3_600_000).toISOString() });
    await caughtUp();
    expect(await rows('SELECT start_ts FROM fact_sessions')).toEqual([
      { start_ts: Date.parse(skewed.ts) + 3_600_000 },
    ]);
  });

  it('survive a restart, which goes on where it stopped', async () => {
    await portal.send(key, batchOf(0));
    await portal.restart();
    await caughtUp();
    await portal.send(key, batchOf(1));
    await portal.send(key, batchOf(0));
    await caughtUp();
    expect(await rows('SELECT count(*)::INTEGER AS n FROM events_raw')).toEqual([{ n: 80 }]);
    await portal.core.scheduler.settled(await portal.core.scheduler.runNow('telemetry.retention'));
    expect(
      await rows('SELECT sum(stored)::INTEGER AS n, count(*)::INTEGER AS c FROM telemetry_processed'),
    ).toEqual([{ n: 80, c: 1 }]);
  });
});
