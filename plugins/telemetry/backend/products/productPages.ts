import {
  ConflictError,
  NotFoundError,
  type AuditActor,
  type AuditService,
  type Clock,
} from '@netcrab/plugin-api/backend';
import type { DataQuality, ProductSummary } from '../../contract';
import type { Counters } from '../counters/counters';
import type { CounterStore } from '../counters/counterStore';
import type { ProductFields, ProductStore } from './productStore';

const dayMs = 86_400_000;
const summaryDays = 30;

const daysUntil = (now: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(now - (count - 1 - index) * dayMs).toISOString().slice(0, 10),
  );

const noSuchProduct = () =>
  new NotFoundError('There is no such product. Register it first, or check its id.');

export interface ProductPagesOptions {
  readonly store: ProductStore;
  readonly counts: CounterStore;
  readonly counters: Counters;
  readonly audit: AuditService;
  readonly clock: Clock;
}

/** Products with what was received of them: those registered, and those whose events arrive without. */
export function createProductPages({ store, counts, counters, audit, clock }: ProductPagesOptions) {
  async function list(orgId: string): Promise<ProductSummary[]> {
    await counters.flush();
    const [products, received] = await Promise.all([
      store.list(orgId),
      counts.byProduct(orgId, daysUntil(clock.now(), summaryDays)[0] ?? ''),
    ]);
    const none = { accepted: 0, rejected: 0, lastEventAt: null };
    const registered = products.map(({ productId, name, vertical }) => ({
      productId,
      name,
      vertical,
      registered: true,
      ...(received.get(productId) ?? none),
    }));
    const known = new Set<string>(products.map(product => product.productId));
    const unregistered = [...received].filter(
      ([productId, seen]) => !known.has(productId) && seen.accepted > 0,
    );
    return [
      ...registered,
      ...unregistered.map(([productId, seen]) => ({
        productId,
        name: productId,
        vertical: 'CUSTOM' as const,
        registered: false,
        ...seen,
      })),
    ];
  }

  async function one(orgId: string, productId: string): Promise<ProductSummary> {
    const found = (await list(orgId)).find(product => product.productId === productId && product.registered);
    if (!found) throw noSuchProduct();
    return found;
  }

  const record = (action: string, actor: AuditActor, { orgId, productId, name, vertical }: ProductFields) =>
    audit.record({
      action,
      actor,
      orgId,
      target: { type: 'product', id: productId, name },
      after: { name, vertical },
    });

  return {
    list,
    async create(product: ProductFields, actor: AuditActor): Promise<ProductSummary> {
      if (!(await store.insert(product)))
        throw new ConflictError(
          `There is a product ${product.productId} already. Choose another id, or edit that one.`,
        );
      await record('product.created', actor, product);
      return one(product.orgId, product.productId);
    },
    async update(product: ProductFields, actor: AuditActor): Promise<ProductSummary> {
      await one(product.orgId, product.productId);
      await store.ensure(product);
      await record('product.updated', actor, product);
      return one(product.orgId, product.productId);
    },
    async ensure(product: ProductFields, actor: AuditActor): Promise<ProductSummary> {
      const before = await store.find(product.orgId, product.productId);
      if (before?.name !== product.name || before.vertical !== product.vertical) {
        await store.ensure(product);
        await record(before ? 'product.updated' : 'product.created', actor, product);
      }
      return one(product.orgId, product.productId);
    },
    /** @throws NotFoundError for a product that is neither registered nor named by an event lately. */
    async quality(orgId: string, productId: string, days: number): Promise<DataQuality> {
      if (!(await list(orgId)).some(product => product.productId === productId)) throw noSuchProduct();
      return counts.quality(orgId, productId, daysUntil(clock.now(), days));
    },
  };
}
export type ProductPages = ReturnType<typeof createProductPages>;
