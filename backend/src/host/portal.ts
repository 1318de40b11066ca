import type {
  Clock,
  HostReport,
  Ids,
  MigrationReport,
  Permission,
  ServiceRef,
} from '@netcrab/plugin-api/backend';
import path from 'node:path';
import type { LoadedConfig } from '../config/load';
import { frontendView } from '../config/views';
import { addOperatorScheme } from '../services/auth/operator';
import { localUrl } from '../services/thisMachine';
import { createCore, type Core } from './core';
import { claimDataFolder, prepareDataFolder } from './dataFolder';
import type { PluginSelection } from './enabled';
import { appFolder, servePages, serveProbes, type Boot } from './pages';
import { hostReport } from './report';
import { startPlugins } from './startPlugins';
import type { StartedPlugin } from './startedPlugin';

/** Where the start is shown: a terminal, or nowhere. */
export interface StartDisplay {
  progress(label: string, fraction: number): void;
}

export interface PortalOptions {
  readonly root: string;
  readonly version: string;
  readonly config: LoadedConfig;
  readonly selection: PluginSelection;
  readonly display?: StartDisplay;
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** Aborted while plugins start or ready hooks run (the demo takes a minute), the portal stops instead of becoming ready. */
  readonly signal?: AbortSignal;
  /** Called when the core stands and before plugins start; tests add services and schemes here. */
  readonly prepare?: (core: Core) => void;
  /** Services that stand in for plugins, by id; for tests. */
  readonly provided?: ReadonlyMap<string, unknown>;
}

/** A running portal. */
export interface Portal {
  /** Where browsers reach it. */
  readonly baseUrl: string;
  /** Where this machine reaches it. */
  readonly localUrl: string;
  readonly dataDir: string;
  readonly core: Core;
  /** Lines that plugins want shown to whoever started the portal. */
  readonly announcements: readonly string[];
  report(): HostReport;
  /** @throws Error when no plugin that provides it is running. */
  service<T>(ref: ServiceRef<T>): T;
  stop(): Promise<void>;
}

/**
 * Starts the portal: data folder, core services, plugins in order, then the doors.
 * @throws ConfigError for what the operator can mend: configuration, folder, port.
 */
export async function startPortal(options: PortalOptions): Promise<Portal> {
  const { root, version, config, selection } = options;
  const dataDir = path.resolve(root, config.host.dataDir);
  prepareDataFolder(dataDir);
  const claim = claimDataFolder(dataDir);

  const announcements: string[] = [];
  const permissions: Permission[] = selection.enabled.flatMap(({ plugin }) => plugin?.permissions ?? []);
  const migrations = new Map<string, MigrationReport[]>();
  let phase: 'starting' | 'ready' | 'stopping' = 'starting';
  let started: StartedPlugin[] = [];
  const { host: address, port } = config.host.server;
  let local = localUrl({ address, port });
  let baseUrl = config.host.app.baseUrl ?? `http://localhost:${port}`;

  const core: Core = await createCore({
    root,
    dataDir,
    config,
    demo: selection.enabled.some(one => one.package.id === 'demo'),
    baseUrl: () => baseUrl,
    localUrl: () => local,
    clock: options.clock,
    ids: options.ids,
    permissions: () => permissions,
    host: {
      permissions: () => permissions,
      announce: line => void announcements.push(line),
      progress: (label, fraction) => options.display?.progress(label, fraction),
      report: () => report(),
    },
  }).catch((error: unknown) => {
    claim.release();
    throw error;
  });
  const report = (): HostReport =>
    hostReport({
      version,
      startedAt: core.startedAt,
      ready: phase === 'ready',
      database: core.databaseName,
      selection,
      started,
      routes: core.http.routes,
      migrations,
    });

  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= (async () => {
      phase = 'stopping';
      await core.stop();
      claim.release();
    })());

  try {
    addOperatorScheme(core.authentication.schemes, dataDir, core.ids);
    options.prepare?.(core);
    const result = await startPlugins({
      plugins: selection.enabled,
      isCore: id => id.startsWith('core.') || (options.provided?.has(id) ?? false),
      coreService: (id, plugin) => options.provided?.get(id) ?? core.service(id, plugin),
      migrate: async plugin => {
        await core.migrator.up(plugin.id, plugin.migrations);
        const applied = await core.migrator.report(plugin.id, plugin.migrations);
        // The warehouse opens at its first use, and applies its own then.
        const inWarehouse = plugin.warehouseMigrations.map(({ name }): MigrationReport => ({
          name,
          store: 'warehouse',
          state: 'applied',
          appliedAt: null,
        }));
        migrations.set(plugin.id, [...applied, ...inWarehouse]);
      },
      serveUnavailable: core.http.serveUnavailable,
      log: core.log,
      signal: options.signal,
    });
    started = result.started;

    const boot = (): Boot => ({
      title: config.host.app.title,
      version,
      baseUrl,
      demo: core.app.demo,
      plugins: started.map(({ enabled, status, reason }) => ({
        id: enabled.package.id,
        status,
        reason,
        config: enabled.plugin ? frontendView(enabled.plugin.config, enabled.config) : {},
      })),
    });
    serveProbes(
      core.http,
      () => ({
        phase,
        plugins: Object.fromEntries(started.map(({ enabled, status }) => [enabled.package.id, status])),
      }),
      core.metrics,
      request => core.isLocal(request),
    );
    servePages({ http: core.http, appDist: appFolder(root), boot, authentication: core.authentication });
    if (options.signal?.aborted) {
      await stop();
    } else {
      const listening = await core.http.listen(port, address);
      local = localUrl(listening);
      baseUrl = config.host.app.baseUrl ?? `http://localhost:${listening.port}`;
      claim.announce(local);
      const stopEarly = () => void stop();
      options.signal?.addEventListener('abort', stopEarly, { once: true });
      await core.start().finally(() => options.signal?.removeEventListener('abort', stopEarly));
      if (!stopped) phase = 'ready';
    }

    return {
      get baseUrl() {
        return baseUrl;
      },
      get localUrl() {
        return local;
      },
      dataDir,
      core,
      announcements,
      report,
      service<T>(ref: ServiceRef<T>): T {
        if (!result.services.has(ref.id)) throw new Error(`No running plugin provides ${ref.id}`);
        return result.services.get(ref.id) as T;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
