import { startTestPortal, type TestPortal } from '@netcrab/backend/testing';
import { subscriptionsRef } from '@netcrab/plugin-billing/contract';
import { packsRef } from '@netcrab/plugin-pack-builder/contract';
import packCatalog from '../backend/plugin';
import { FakePacks, FakeQuota, FakeSubscriptions, fakeKeys } from './fakes';

export interface CatalogPortal {
  readonly portal: TestPortal;
  readonly packs: FakePacks;
  readonly quota: FakeQuota;
  readonly subscriptions: FakeSubscriptions;
  /** A GET with the live key of an org. */
  get(
    path: string,
    options?: { readonly key?: string; readonly headers?: Record<string, string>; readonly method?: string },
  ): Promise<Response>;
}

/** The plugin on a whole portal, with stand-ins for the plugins it asks. */
export async function startCatalogPortal(
  options: { readonly database?: 'sqlite' | 'pg'; readonly config?: Record<string, unknown> } = {},
): Promise<CatalogPortal> {
  const packs = new FakePacks();
  const quota = new FakeQuota();
  const subscriptions = new FakeSubscriptions();
  const portal = await startTestPortal({
    plugins: [packCatalog, fakeKeys(quota)],
    database: options.database,
    config: { 'pack-catalog': options.config ?? {} },
    host: { server: { port: 0, drainSeconds: 1, anonymousPerMinute: 100_000 } },
    provide: [
      [packsRef, packs],
      [subscriptionsRef, subscriptions],
    ],
  });
  return {
    portal,
    packs,
    quota,
    subscriptions,
    get: (path, { key = 'nc_live_acme', headers, method } = {}) =>
      portal.fetch(path, { method, headers: { ...(key && { authorization: `Bearer ${key}` }), ...headers } }),
  };
}
