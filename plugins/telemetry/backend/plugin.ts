import { core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import { identityRef, orgClosed } from '@netcrab/plugin-identity/contract';
import path from 'node:path';
import { permissions, telemetryEndpoints, telemetryRef } from '../contract';
import { migrations, warehouseMigrations } from '../migrations';
import { createAggregator } from './aggregate/aggregator';
import { createFollowUp } from './aggregate/followUp';
import { telemetryConfig } from './config';
import { createConsumer, type Consumer } from './consumer/consumer';
import { createProcessedMark } from './consumer/processedMark';
import { createProcessingState } from './consumer/processingState';
import { retentionJob } from './consumer/retention';
import { consumerRules } from './consumer/rules';
import { createCounters } from './counters/counters';
import { CounterStore } from './counters/counterStore';
import { createDeletions } from './deletion/deletions';
import { DeletionStore } from './deletion/deletionStore';
import { createErasures } from './deletion/erasures';
import { oneWriter } from './facts/oneWriter';
import { createIngest } from './ingest/ingestBatch';
import { RecentIds } from './ingest/recentIds';
import { createIngestKeyAuth } from './keys/ingestKeyAuth';
import { createIngestKeys } from './keys/ingestKeys';
import { IngestKeyStore } from './keys/ingestKeyStore';
import { createInference } from './inference/inference';
import { createLiveFeed } from './live/liveFeed';
import { openEventLog } from './log/eventLog';
import { createPreview } from './preview/preview';
import { createProductPages } from './products/productPages';
import { ProductStore } from './products/productStore';
import { createRouter } from './router';
import { createTelemetryService } from './service';
import { createTaskTypes } from './taskTypes/taskTypes';
import { TaskTypeStore } from './taskTypes/taskTypeStore';

const megabyte = 1024 * 1024;
const flushCountersMs = 1_000;

export default createBackendPlugin({
  id: 'telemetry',
  config: telemetryConfig,
  permissions,
  migrations,
  warehouseMigrations,
  needs: {
    app: core.app,
    logger: core.logger,
    clock: core.clock,
    ids: core.ids,
    database: core.database,
    warehouse: core.warehouse,
    http: core.http,
    secrets: core.secrets,
    audit: core.audit,
    events: core.events,
    scheduler: core.scheduler,
    lifecycle: core.lifecycle,
    metrics: core.metrics,
    identity: identityRef,
  },
  provides: telemetryRef,
  start(services) {
    const { config, app, logger, clock, database, http, secrets, audit, lifecycle } = services;
    const warehouse = oneWriter(services.warehouse);
    const folder = path.join(app.dataDir, 'telemetry-log');
    const processed = services.metrics.counter(
      'netcrab_telemetry_events_total',
      'Events by outcome at ingest',
      ['outcome'],
    );

    let consumer: Consumer | undefined;
    const log = openEventLog({
      folder,
      segmentBytes: config.log.segmentMegabytes * megabyte,
      pendingBytes: config.log.pendingMegabytes * megabyte,
      onAppended: () => consumer?.wake(),
    });
    const mark = createProcessedMark(folder);
    const taskTypeStore = new TaskTypeStore(database, clock);
    const inference = createInference({
      warehouse,
      logger,
      rules: consumerRules(config),
      decisions: taskTypeStore.decisions,
    });
    const rules = consumerRules(config);
    // Inference comes before aggregation, which shows its runs.
    const followUp = createFollowUp({
      stages: [inference, createAggregator({ warehouse, weights: rules.weights })],
      logger,
      onDone: () => {
        if (running.settled && running.position !== null) mark.write(log, running.position);
      },
    });
    const erasures = createErasures(warehouse);
    const running = (consumer = createConsumer({
      log,
      warehouse,
      clock,
      logger,
      rules,
      erasures,
      roundBytes: config.processing.roundMegabytes * megabyte,
      settleMs: config.processing.settleMs,
      keepProcessedMs: config.log.keepProcessedMinutes * 60_000,
      onSettled: followUp.changed,
    }));

    const counters = createCounters({ database, clock, log: logger });
    const flushing = setInterval(() => void counters.flush(), flushCountersMs).unref();
    const keyStore = new IngestKeyStore(database);
    const keyAuth = createIngestKeyAuth({ store: keyStore, secrets, clock });
    const keys = createIngestKeys({ ...services, store: keyStore, onRevoked: keyAuth.forget });
    const store = new ProductStore(database, clock);
    const products = createProductPages({
      store,
      counts: new CounterStore(database),
      counters,
      audit,
      clock,
    });
    const live = createLiveFeed({ clock, processId: clock.now().toString(36) });
    const recent = new RecentIds();
    const ingest = createIngest({
      log,
      counters,
      live,
      recent,
      clock,
      logger,
      inflatedBytes: config.ingest.inflatedMegabytes * megabyte,
      clockToleranceMs: config.ingest.clockToleranceSeconds * 1000,
      onOutcome: (outcome, count) => processed.inc({ outcome }, count),
    });

    const deletions = createDeletions({
      ...services,
      store: new DeletionStore(database),
      warehouse,
      erasures,
      log,
      live,
      recent,
      flushCounters: counters.flush,
      processed: running.caughtUp,
      recompute: () => {
        followUp.changed();
        return followUp.caughtUp();
      },
      rules,
    });

    http.auth.addScheme(keyAuth.scheme);
    http.serve(
      telemetryEndpoints,
      createRouter({
        ingest,
        keys,
        products,
        live,
        deletions,
        processing: createProcessingState({
          log,
          warehouse,
          settled: () => running.settled && followUp.idle,
        }),
        identity: services.identity,
      }),
    );
    services.events.subscribe(orgClosed, 'revoke-ingest-keys', ({ orgId }) =>
      keys.revokeAll(orgId, { kind: 'system', id: 'telemetry' }),
    );
    services.scheduler.schedule(retentionJob(warehouse, clock, config.rawRetentionDays));
    lifecycle.onReady(() => {
      if (mark.hasBacklog(log)) running.wake();
      deletions.resume();
    });
    lifecycle.onStop(async () => {
      clearInterval(flushing);
      await deletions.stop();
      await running.stop();
      await followUp.stop();
      await counters.flush();
      await log.close();
    });
    const caughtUp = async () => {
      await running.caughtUp();
      await followUp.caughtUp();
    };
    const taskTypes = createTaskTypes({ store: taskTypeStore, warehouse, onChanged: followUp.changed });
    const preview = createPreview(rules, clock);
    return createTelemetryService({ store, products, keys, caughtUp, taskTypes, preview });
  },
});
