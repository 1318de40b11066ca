import {
  asId,
  core as refs,
  createClient,
  isBackendPlugin,
  permissionsOf,
  type BackendPlugin,
  type Client,
  type Endpoints,
  type Ids,
  type OrgId,
  type Role,
  type ServiceOf,
  type ServiceRef,
  type UserPrincipal,
} from '@netcrab/plugin-api/backend';
import { testClock, testIds, type TestClock } from '@netcrab/plugin-api/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostConfig } from '../config/schema';
import type { LoadedConfig } from '../config/load';
import { parseConfig } from '../config/load';
import type { Core } from '../host/core';
import type { EnabledPlugin } from '../host/enabled';
import { startPortal, type Portal } from '../host/portal';
import { testDatabase, type TestDatabase } from './databases';

/** A signed-in user a test acts as; nobody of that id needs to exist. */
export interface TestUser {
  readonly userId?: string;
  readonly orgId: string | null;
  readonly roles: readonly Role[];
}

type CoreServices = { readonly [Name in keyof typeof refs]: ServiceOf<(typeof refs)[Name]> };

export interface TestPortalOptions {
  readonly plugins: readonly unknown[];
  /** One made by {@link testDatabase} can be shared by several portals; whoever made it drops it. */
  readonly database?: 'sqlite' | 'pg' | TestDatabase;
  /** By plugin id. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Over the host's own configuration. */
  readonly host?: Readonly<Record<string, unknown>>;
  /** Stand-ins for services of plugins that are not started. */
  readonly provide?: ReadonlyArray<readonly [ServiceRef<never> | ServiceRef<unknown>, unknown]>;
  readonly clock?: TestClock;
  /** The same in every run without it. */
  readonly ids?: Ids;
  readonly demo?: boolean;
}

/** A whole portal on real HTTP, a real database and an own data folder. */
export interface TestPortal {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly clock: TestClock;
  readonly portal: Portal;
  readonly core: CoreServices;
  fetch(path: string, init?: RequestInit & { readonly as?: TestUser }): Promise<Response>;
  client<E extends Endpoints>(
    endpoints: E,
    options?: { readonly as?: TestUser; readonly token?: string },
  ): Client<E>;
  service<T>(ref: ServiceRef<T>): T;
  /** Stops and starts again on the same data; `meanwhile` gets at the database while nobody uses it. */
  restart(meanwhile?: (database: TestDatabase['config']) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

const tokenOf = (user: TestUser) => `test_${Buffer.from(JSON.stringify(user)).toString('base64url')}`;

/** Lets tests act as any user, by a token that says which. */
function addTestScheme(core: Core, plugins: readonly BackendPlugin[]): void {
  const declared = plugins.flatMap(plugin => plugin.permissions);
  core.authentication.schemes.add({
    id: 'test',
    prefixes: ['test_'],
    authenticate(token): UserPrincipal {
      const user = JSON.parse(Buffer.from(token.slice(5), 'base64url').toString()) as TestUser;
      const userId = user.userId ?? `user-of-${user.orgId ?? 'nobody'}`;
      return {
        kind: 'user',
        userId: asId(userId),
        name: userId,
        email: `${userId}@example.test`,
        orgId: user.orgId === null ? null : asId<OrgId>(user.orgId),
        roles: user.roles,
        permissions: permissionsOf(user.roles, declared),
      };
    },
  });
}

export async function startTestPortal(options: TestPortalOptions): Promise<TestPortal> {
  const plugins = options.plugins.filter(isBackendPlugin);
  if (plugins.length !== options.plugins.length)
    throw new Error('plugins: give what createBackendPlugin returned');
  const dataDir = mkdtempSync(path.join(tmpdir(), 'netcrab-test-'));
  const clock = options.clock ?? testClock();
  const { database: given = 'sqlite' } = options;
  const database = typeof given === 'string' ? await testDatabase(given) : given;
  const host = parseConfig(hostConfig, {
    server: { port: 0, drainSeconds: 1 },
    log: { level: 'silent' },
    scheduler: { enabled: false },
    dataDir,
    ...options.host,
    database: database.config,
  });
  const config: LoadedConfig = { host, environment: 'test', sources: [], originOf: () => 'test' };
  const enabled = plugins.map((plugin): EnabledPlugin => ({
    package: { id: plugin.id, version: '0.0.0', description: '' },
    plugin,
    config: parseConfig(plugin.config, options.config?.[plugin.id] ?? {}, ['plugins', plugin.id]),
    loadError: null,
    contract: async () => ({}),
  }));
  let starts = 0;
  const begin = () =>
    startPortal({
      root: process.cwd(),
      version: '0.0.0',
      config,
      selection: { enabled, disabled: [] },
      clock,
      ids: options.ids ?? testIds(`portal-${starts++}`),
      prepare: core => addTestScheme(core, plugins),
      provided: new Map((options.provide ?? []).map(([ref, service]) => [ref.id, service])),
    });
  const leave = async () => {
    if (database !== given) await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  let portal = await begin().catch(async (error: unknown) => {
    await leave();
    throw error;
  });
  const probe: BackendPlugin = { ...(plugins[0] as BackendPlugin), id: 'test', warehouseMigrations: [] };
  const coreServices = () => {
    const { core } = portal;
    const entries = Object.entries(refs).map(([name, ref]) => [
      name,
      { get: () => core.service(ref.id, probe), enumerable: true },
    ]);
    return Object.defineProperties({}, Object.fromEntries(entries)) as CoreServices;
  };
  let services = coreServices();

  return {
    get baseUrl() {
      return portal.baseUrl;
    },
    get portal() {
      return portal;
    },
    get core() {
      return services;
    },
    dataDir,
    clock,
    fetch(url, { as, headers, ...init } = {}) {
      return fetch(portal.baseUrl + url, {
        ...init,
        headers: {
          ...(as && { authorization: `Bearer ${tokenOf(as)}` }),
          ...(headers as Record<string, string>),
        },
      });
    },
    client(endpoints, { as, token } = {}) {
      const bearer = token ?? (as && tokenOf(as));
      return createClient(endpoints, {
        baseUrl: portal.baseUrl,
        headers: (): Record<string, string> => (bearer ? { authorization: `Bearer ${bearer}` } : {}),
      });
    },
    service: ref => portal.service(ref),
    async restart(meanwhile) {
      await portal.stop();
      await meanwhile?.(database.config);
      portal = await begin();
      services = coreServices();
    },
    async stop() {
      await portal.stop().finally(leave);
    },
  };
}
