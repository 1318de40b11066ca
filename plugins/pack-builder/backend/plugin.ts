import { asId, core, createBackendPlugin, type PackId } from '@netcrab/plugin-api/backend';
import { contributionsRef, fits, optedIn, optedOut } from '@netcrab/plugin-contributions/contract';
import { telemetryRef } from '@netcrab/plugin-telemetry/contract';
import path from 'node:path';
import {
  buildPacks,
  endpoints,
  readContributions,
  packDefinitionUpdated,
  packPublished,
  packsRef,
} from '../contract';
import { migrations, warehouseMigrations } from '../migrations';
import { createLineageStore } from './build/lineage';
import { scheduleBuildJob } from './buildJob';
import { packBuilderConfig } from './config';
import { debounce } from './debounce';
import { loadDefinitions } from './definitions/loadDefinitions';
import { describeProblem } from './definitions/describeProblem';
import { noteChangedDefinitions } from './noteChanges';
import { createPublishedPacks } from './publishedPacks';
import { createHandlers } from './router';
import { createPublicationStore } from './stores/publicationStore';
import { createReleaseStore } from './stores/releaseStore';
import { createRequestStore } from './stores/requestStore';
import { createRosterStore } from './stores/rosterStore';

export default createBackendPlugin({
  id: 'pack-builder',
  config: packBuilderConfig,
  needs: {
    app: core.app,
    logger: core.logger,
    clock: core.clock,
    ids: core.ids,
    database: core.database,
    warehouse: core.warehouse,
    files: core.files,
    secrets: core.secrets,
    events: core.events,
    scheduler: core.scheduler,
    audit: core.audit,
    metrics: core.metrics,
    http: core.http,
    lifecycle: core.lifecycle,
    contributions: contributionsRef,
    telemetry: telemetryRef,
  },
  provides: packsRef,
  permissions: [buildPacks, readContributions],
  migrations,
  warehouseMigrations,
  async start(services) {
    const { app, clock, config, contributions, database, events, http, ids, lifecycle, logger } = services;
    const known = path.join(app.dataDir, 'pack-definitions.json');
    const loaded = await loadDefinitions(app.root, config.locations, known);
    for (const problem of loaded.problems)
      logger.warn({ problem }, `pack definition refused: ${describeProblem(problem)}`);

    const publications = createPublicationStore(database);
    const releases = createReleaseStore(database);
    const lineage = createLineageStore(database);
    const requests = createRequestStore(database, clock, ids);
    const packs = createPublishedPacks(loaded.definitions, publications);
    await packs.refresh();
    await contributions.offer(
      loaded.definitions.map(({ definition: { metadata, spec } }) => {
        return { packId: asId(metadata.name), title: metadata.title, vertical: spec.vertical };
      }),
    );

    const listeners: Array<(packId: PackId) => void> = [];
    const reopen = async (packId: string) => {
      await packs.refresh();
      for (const listener of listeners) listener(asId(packId));
    };
    const job = scheduleBuildJob({
      ...services,
      ...config,
      definitions: loaded.definitions,
      publications,
      releases,
      requests,
      rosters: createRosterStore(database, clock),
      lineage,
      published: reopen,
    });

    const buildSoon = debounce(config.debounceSeconds * 1000, () => void job.takeUp());
    const wish = (reason: string) => async (packId: string) => {
      if (!packs.get(packId)) return;
      await requests.add({ packId, asOf: null, restateFrom: null, reason });
      buildSoon();
    };
    const [onOptIn, onOptOut, onUpdate] = [wish('opt-in'), wish('opt-out'), wish('definition')];
    events.subscribe(optedIn, 'build-on-opt-in', ({ packId }) => onOptIn(packId));
    events.subscribe(optedOut, 'build-on-opt-out', ({ packId }) => onOptOut(packId));
    events.subscribe(packDefinitionUpdated, 'build-on-definition', ({ packId }) => onUpdate(packId));
    // Also told to the other instances, which did not run the build.
    events.subscribe(packPublished, 'reopen', ({ packId }) => reopen(packId));
    lifecycle.onReady(async () => {
      await noteChangedDefinitions(loaded.definitions, services);
      if ((await requests.waiting()).length > 0) buildSoon();
    });
    lifecycle.onStop(() => buildSoon.stop());

    const { budgetPerSourceDay } = config;
    http.serve(
      endpoints,
      createHandlers({
        ...services,
        loaded,
        packs,
        job,
        publications,
        releases,
        lineage,
        budgetPerSourceDay,
      }),
    );

    return {
      list: packs.list,
      get: packs.get,
      snapshots: async packId => packs.snapshots(packId),
      snapshot: packs.snapshot,
      onPublished: listener => void listeners.push(listener),
      contributions: lineage.ofMonth,
      async joinable(orgId) {
        const products = await services.telemetry.products({ orgId });
        const fitting = packs
          .list()
          .filter(({ definition }) => products.some(product => fits(product, definition.spec)));
        return fitting.map(({ packId }) => packId);
      },
      build: ({ packId, asOf }) =>
        job.request({
          packId: packId ?? null,
          asOf: asOf ?? null,
          restateFrom: null,
          reason: 'requested',
        }),
    };
  },
});
