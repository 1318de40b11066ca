import { createWarehouse } from '@netcrab/backend/testing';
import type { Logger, WarehouseService } from '@netcrab/plugin-api/backend';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { telemetryConfig } from '../../plugins/telemetry/backend/config';
import { createConsumer } from '../../plugins/telemetry/backend/consumer/consumer';
import { consumerRules } from '../../plugins/telemetry/backend/consumer/rules';
import { createErasures } from '../../plugins/telemetry/backend/deletion/erasures';
import { createIngest } from '../../plugins/telemetry/backend/ingest/ingestBatch';
import { RecentIds } from '../../plugins/telemetry/backend/ingest/recentIds';
import { openEventLog } from '../../plugins/telemetry/backend/log/eventLog';
import type { WireEvent } from '../../plugins/telemetry/contract';
import { warehouseMigrations } from '../../plugins/telemetry/migrations';

const eventsPerBatch = 1000;
const receivedAt = Date.parse('2026-11-21T12:00:00Z');
const fail = (fields: object, message: string) => {
  throw new Error(`${message} ${JSON.stringify(fields)}`);
};
const logger: Logger = { debug: () => {}, info: () => {}, warn: fail, error: fail, child: () => logger };

function batches(file: string): Map<string, WireEvent[][]> {
  const byOrg = new Map<string, WireEvent[][]>();
  for (const line of zlib.gunzipSync(fs.readFileSync(file)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const event = JSON.parse(line) as WireEvent & { orgId: string };
    let list = byOrg.get(event.orgId);
    if (!list) byOrg.set(event.orgId, (list = [[]]));
    if (list.at(-1)?.length === eventsPerBatch) list.push([]);
    list.at(-1)?.push(event);
  }
  return byOrg;
}

/**
 * Sends recorded events (NDJSON, gzip) through the telemetry plugin's own ingest, log and processing, as its
 * configuration is by default.
 * @param folder an empty one, for the log and the warehouse.
 * @returns the warehouse with the facts; the caller closes it.
 */
export async function recordedFacts(
  file: string,
  folder: string,
): Promise<{ readonly facts: WarehouseService; readonly close: () => Promise<void> }> {
  const clock = { now: () => receivedAt };
  const config = telemetryConfig.parse({});
  const warehouse = createWarehouse({ dataDir: folder, clock, logger });
  const facts = warehouse.forPlugin('telemetry', warehouseMigrations);
  const log = openEventLog({
    folder: path.join(folder, 'log'),
    segmentBytes: 64 << 20,
    pendingBytes: 64 << 20,
  });
  const ingest = createIngest({
    log,
    counters: { add: () => {}, flush: async () => {} },
    live: { acknowledged: () => {}, refused: () => {} },
    recent: new RecentIds(),
    clock,
    logger,
    inflatedBytes: 32 << 20,
    clockToleranceMs: config.ingest.clockToleranceSeconds * 1000,
    onOutcome: () => {},
  });
  for (const [orgId, list] of batches(file)) {
    for (const events of list) {
      const envelope = { sdkVersion: 'recorded', sentAt: new Date(receivedAt).toISOString(), events };
      const answer = await ingest({
        orgId,
        body: Buffer.from(JSON.stringify(envelope)),
        encoding: undefined,
      });
      if (answer.rejected > 0) fail(answer, 'Recorded events were refused:');
    }
  }
  const consumer = createConsumer({
    log,
    warehouse: facts,
    clock,
    logger,
    rules: consumerRules(config),
    erasures: createErasures(facts),
    roundBytes: config.processing.roundMegabytes << 20,
    settleMs: 0,
    keepProcessedMs: 0,
    onSettled: () => {},
  });
  await consumer.caughtUp();
  await consumer.stop();
  await log.close();
  return { facts, close: () => warehouse.close() };
}
