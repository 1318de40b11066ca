import { core, createBackendPlugin } from '@netcrab/plugin-api/backend';
import { quotaRef } from '@netcrab/plugin-api-keys/contract';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import { join } from 'node:path';
import { permissions } from '../contract/permissions';
import { migrations } from '../migrations';
import { createCatalogue } from './catalogue/catalogue';
import { packCatalogConfig } from './config';
import { AnswerCache } from './data/answers';
import { createQueryPack } from './data/queryPack';
import { createAnswerReader } from './data/readAnswer';
import { createTableReader } from './data/tableReader';
import { createDownloadPack } from './downloads/downloadPack';
import { DatabaseDownloadStore } from './downloads/downloadStore';
import { createListSnapshots, createSnapshotViews } from './downloads/listSnapshots';
import { serveEndpoints } from './router';
import { createScanProcess } from './snapshots/scanProcess';
import { createSnapshotTables } from './snapshots/snapshotTables';
import { createMovePin } from './subscribed/movePin';
import { createMyPacks } from './subscribed/myPacks';
import { createPins } from './subscribed/pins';
import { DatabasePinStore } from './subscribed/pinStore';

export default createBackendPlugin({
  id: 'pack-catalog',
  config: packCatalogConfig,
  permissions,
  migrations,
  needs: {
    app: core.app,
    http: core.http,
    database: core.database,
    warehouse: core.warehouse,
    files: core.files,
    audit: core.audit,
    clock: core.clock,
    ids: core.ids,
    lifecycle: core.lifecycle,
    packs: packsRef,
    quota: quotaRef,
    subscriptions: subscriptionsRef,
  },
  start({
    app,
    config,
    http,
    database,
    warehouse,
    files,
    audit,
    clock,
    ids,
    lifecycle,
    packs,
    quota,
    subscriptions,
  }) {
    const scan = createScanProcess(config.queryTimeoutMs);
    const tables = createSnapshotTables(files);
    const pins = createPins({ store: new DatabasePinStore(database), database, audit, clock });
    const downloads = new DatabaseDownloadStore(database);
    const snapshots = createSnapshotViews({ packs, downloads, clock });
    const answers = new AnswerCache(config.answerCacheMb * 1_000_000);
    const reader = createAnswerReader(createTableReader(scan), warehouse, join(app.dataDir, 'scratch'));
    lifecycle.onStop(() => {
      scan.close();
      tables.close();
    });
    serveEndpoints(http, {
      catalogue: createCatalogue({ packs, tables, scan, clock }),
      queryPack: createQueryPack({ packs, subscriptions, quota, pins, tables, answers, reader }),
      downloadPack: createDownloadPack({ packs, subscriptions, quota, pins, files, downloads, clock, ids }),
      listSnapshots: createListSnapshots({ packs, subscriptions, downloads, clock }),
      myPacks: createMyPacks({ packs, subscriptions, quota, pins, snapshots, clock }),
      movePin: createMovePin({ packs, subscriptions, pins }),
    });
  },
});
