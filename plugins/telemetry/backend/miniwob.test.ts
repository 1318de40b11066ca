import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { telemetryRef } from '../contract';
import { startTelemetryPortal } from './testing/telemetryPortal';

const file = path.resolve(process.cwd(), '../shared/data/miniwob/events.ndjson.gz');
const present = fs.existsSync(file);
if (!present) process.stderr.write(`Skipped: the recorded sessions are not at ${file}.\n`);

const batchSize = 1000;

(present ? describe : describe.skip)('the recorded miniwob sessions', () => {
  it('come in whole, without a refusal, and give the sessions and runs they hold; twice adds nothing', async () => {
    const byOrg = new Map<string, unknown[]>();
    for (const text of zlib.gunzipSync(fs.readFileSync(file)).toString().split('\n')) {
      if (text === '') continue;
      const event = JSON.parse(text) as { orgId: string };
      const events = byOrg.get(event.orgId) ?? [];
      byOrg.set(event.orgId, events);
      events.push(event);
    }
    const portal = await startTelemetryPortal({ now: '2026-11-21T12:00:00Z' });
    try {
      const sendAll = async () => {
        for (const [orgId, events] of byOrg) {
          const key = await portal.key(orgId);
          for (let from = 0; from < events.length; from += batchSize) {
            const batch = events.slice(from, from + batchSize);
            const { status, body } = await portal.send(key, batch);
            expect({ status, rejected: body.rejected }).toEqual({ status: 202, rejected: 0 });
          }
        }
      };
      const counts = async () => {
        await portal.service(telemetryRef).caughtUp();
        const [row] = await portal.core.warehouse.query(`SELECT
          (SELECT count(*) FROM events_raw)::INTEGER AS events,
          (SELECT count(*) FROM fact_sessions)::INTEGER AS sessions,
          (SELECT count(*) FROM fact_task_runs)::INTEGER AS runs,
          (SELECT count(*) FROM fact_task_runs WHERE success)::INTEGER AS succeeded,
          (SELECT count(DISTINCT org) FROM fact_task_runs)::INTEGER AS orgs,
          (SELECT count(*) FROM fact_task_runs WHERE efficiency IS NULL)::INTEGER AS unscored`);
        return row;
      };
      const recorded = {
        events: 73_760,
        sessions: 1_407,
        runs: 7_868,
        succeeded: 6_357,
        orgs: 40,
        unscored: 0,
      };
      await sendAll();
      expect(await counts()).toMatchObject(recorded);
      await sendAll();
      expect(await counts()).toMatchObject(recorded);
    } finally {
      await portal.stop();
    }
  });
});
