import { createWarehouse } from '@netcrab/backend/testing';
import type { Logger } from '@netcrab/plugin-api/backend';
import path from 'node:path';
import { warehouseMigrations } from '../../migrations';
import { createAggregator } from '../aggregate/aggregator';
import { createFollowUp } from '../aggregate/followUp';
import { telemetryConfig } from '../config';
import { createConsumer } from '../consumer/consumer';
import { consumerRules } from '../consumer/rules';
import { createErasures } from '../deletion/erasures';
import { oneWriter } from '../facts/oneWriter';
import { createInference } from '../inference/inference';
import { createIngest } from '../ingest/ingestBatch';
import { RecentIds } from '../ingest/recentIds';
import { openEventLog } from '../log/eventLog';
import { noon } from './arbitraryEvent';
import { batchOf } from './crashEvents';
import { factsDigest } from './factsDigest';

/**
 * Ingests batches from `first` on while it processes them, and says of each when it is acknowledged. With `last` reached
 * it waits until everything is processed and prints the facts' digest. Meant to be killed at any moment.
 */
async function main([dataDir = '', first = '0', last = '0']: readonly string[]) {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const fail = (_: object, message: string) => say(`log ${message}`);
  const logger: Logger = { debug: () => {}, info: () => {}, warn: fail, error: fail, child: () => logger };
  const clock = { now: () => noon + 7_200_000 };
  const warehouse = createWarehouse({ dataDir, clock, logger });
  const service = oneWriter(warehouse.forPlugin('telemetry', warehouseMigrations));
  const rules = { ...consumerRules(telemetryConfig.parse({})), baselineRuns: 5 };
  const followUp = createFollowUp({
    stages: [
      createInference({
        warehouse: service,
        logger,
        rules,
        decisions: () => Promise.resolve({ merges: [], labels: [] }),
      }),
      createAggregator({ warehouse: service, weights: rules.weights }),
    ],
    logger,
    onDone: () => {},
  });
  const log = openEventLog({
    folder: path.join(dataDir, 'log'),
    segmentBytes: 20_000,
    pendingBytes: 1 << 24,
    onAppended: () => consumer.wake(),
  });
  const consumer = createConsumer({
    log,
    warehouse: service,
    clock,
    logger,
    rules,
    erasures: createErasures(service),
    roundBytes: 30_000,
    settleMs: 0,
    keepProcessedMs: 0,
    onSettled: followUp.changed,
  });
  const ingest = createIngest({
    log,
    counters: { add: () => {}, flush: async () => {} },
    live: { acknowledged: () => {}, refused: () => {} },
    recent: new RecentIds(),
    clock,
    logger,
    inflatedBytes: 1 << 24,
    clockToleranceMs: 10_000,
    onOutcome: () => {},
  });
  consumer.wake();
  for (let n = Number(first); n < Number(last); n++) {
    const body = Buffer.from(
      JSON.stringify({
        sdkVersion: 'test/1',
        sentAt: new Date(clock.now()).toISOString(),
        events: batchOf(n),
      }),
    );
    const answer = await ingest({ orgId: 'org_1', body, encoding: undefined });
    if (answer.rejected > 0) say(`log rejected ${JSON.stringify(answer.errors)}`);
    say(`acknowledged ${n}`);
  }
  await consumer.caughtUp();
  await followUp.caughtUp();
  say(`digest ${await factsDigest(service)}`);
  await consumer.stop();
  await followUp.stop();
  await log.close();
  await warehouse.close();
}

void main(process.argv.slice(2));
