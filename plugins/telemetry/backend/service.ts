import type { AuditActor } from '@netcrab/plugin-api/backend';
import type { TaskTypes, TelemetryService } from '../contract';
import type { IngestKeys } from './keys/ingestKeys';
import type { ProductPages } from './products/productPages';
import type { ProductStore } from './products/productStore';

const system: AuditActor = { kind: 'system', id: 'telemetry' };

/** What other plugins may ask of telemetry. */
export function createTelemetryService(options: {
  readonly store: ProductStore;
  readonly products: ProductPages;
  readonly keys: IngestKeys;
  readonly caughtUp: () => Promise<void>;
  readonly taskTypes: TaskTypes;
  readonly preview: TelemetryService['preview'];
}): TelemetryService {
  const { store, products, keys, caughtUp, taskTypes, preview } = options;
  return {
    products: filter => store.list(filter?.orgId),
    async ensureProduct(product) {
      await products.ensure(product, system);
      const found = await store.find(product.orgId, product.productId);
      if (!found) throw new Error(`The product ${product.productId} was removed while it was created`);
      return found;
    },
    async createIngestKey({ orgId, label, origins = [] }) {
      const { id, secret } = await keys.create({ orgId, label, origins, actor: system });
      return { id, secret };
    },
    caughtUp,
    preview,
    taskTypes,
  };
}
