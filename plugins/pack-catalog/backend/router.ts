import type { HttpService } from '@netcrab/plugin-api/backend';
import { endpoints } from '../contract/endpoints';
import type { Catalogue } from './catalogue/catalogue';
import type { createQueryPack } from './data/queryPack';
import type { createDownloadPack } from './downloads/downloadPack';
import type { createListSnapshots } from './downloads/listSnapshots';
import type { createMovePin } from './subscribed/movePin';
import type { createMyPacks } from './subscribed/myPacks';

export interface Operations {
  readonly catalogue: Catalogue;
  readonly queryPack: ReturnType<typeof createQueryPack>;
  readonly downloadPack: ReturnType<typeof createDownloadPack>;
  readonly listSnapshots: ReturnType<typeof createListSnapshots>;
  readonly myPacks: ReturnType<typeof createMyPacks>;
  readonly movePin: ReturnType<typeof createMovePin>;
}

export function serveEndpoints(http: HttpService, operations: Operations): void {
  const { catalogue, queryPack, downloadPack, listSnapshots, myPacks, movePin } = operations;
  http.serve(endpoints, {
    listPacks: ({ query }, context) => catalogue.list(query, context),
    getPack: ({ params }, context) => catalogue.detail(params.packId, context),
    queryPack,
    downloadPack,
    listSnapshots,
    myPacks,
    pinPack: ({ params, body }, context) => movePin(params.packId, body.version, context),
    unpinPack: ({ params }, context) => movePin(params.packId, null, context),
  });
}
