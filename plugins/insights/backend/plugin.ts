import { core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import { productErased, telemetryRef } from '@netcrab/plugin-telemetry/contract';
import { endpoints, permissions } from '../contract';
import { migrations } from '../migrations';
import { createAnswerCache } from './answers/answerCache';
import { insightsConfig } from './config';
import { createInsights } from './insights';
import { FeedbackStore } from './notes/feedbackStore';
import { createRephraser, noRephraser } from './notes/rephrase';
import { createRouter } from './router';
import { SegmentStore } from './segments/segmentStore';

export default createBackendPlugin({
  id: 'insights',
  config: insightsConfig,
  permissions,
  migrations,
  needs: {
    http: core.http,
    database: core.database,
    warehouse: core.warehouse,
    clock: core.clock,
    ids: core.ids,
    audit: core.audit,
    events: core.events,
    logger: core.logger,
    lifecycle: core.lifecycle,
    telemetry: telemetryRef,
  },
  start({ config, http, database, warehouse, clock, ids, audit, events, logger, lifecycle, telemetry }) {
    const store = new FeedbackStore(database.knex);
    const rephraser = config.languageModel ? createRephraser(config.languageModel, logger) : noRephraser;
    lifecycle.onStop(() => rephraser.stop());
    const insights = createInsights({
      reader: warehouse,
      answers: createAnswerCache(warehouse),
      clock,
      telemetry,
      thresholds: config.notes,
      feedback: store,
      rephraser,
    });
    events.subscribe(productErased, 'forget-notes', ({ orgId, productId }) =>
      store.forgetProduct(orgId, productId),
    );
    http.serve(
      endpoints,
      createRouter({
        insights,
        segments: new SegmentStore(database),
        judging: { store, database, clock, ids, audit },
        clock,
        ids,
        audit,
      }),
    );
  },
});
