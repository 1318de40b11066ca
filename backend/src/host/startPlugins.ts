import type { AnyServiceRef, BackendPlugin, Endpoints, Logger } from '@netcrab/plugin-api/backend';
import type { EnabledPlugin } from './enabled';
import { orderPlugins, providersOf } from './order';
import type { StartedPlugin } from './startedPlugin';

export interface StartPluginsOptions {
  readonly plugins: readonly EnabledPlugin[];
  readonly isCore: (serviceId: string) => boolean;
  /** A core service, made for this plugin where it is scoped. */
  readonly coreService: (serviceId: string, plugin: BackendPlugin) => unknown;
  readonly migrate: (plugin: BackendPlugin) => Promise<void>;
  readonly serveUnavailable: (endpoints: Endpoints, reason: string) => void;
  readonly log: Logger;
  /** Aborted, the plugins that have not started yet are left alone. */
  readonly signal?: AbortSignal | undefined;
}

export interface StartResult {
  readonly started: StartedPlugin[];
  /** By service id. */
  readonly services: ReadonlyMap<string, unknown>;
}

/**
 * Starts plugins one after the other, in the order their needs give. One that fails does not stop the others: those
 * that need it are blocked, its endpoints answer 503 with the reason.
 */
export async function startPlugins(options: StartPluginsOptions): Promise<StartResult> {
  const { plugins, isCore, log } = options;
  const loaded = plugins.flatMap(({ plugin }) => plugin ?? []);
  const unloadable = new Set(plugins.filter(one => !one.plugin).map(one => one.package.id));
  const ordered = orderPlugins(loaded, id => isCore(id) || unloadable.has(id.split('.')[0] ?? id));
  const providers = providersOf(loaded);
  const byId = new Map(plugins.map(one => [one.package.id, one]));
  const services = new Map<string, unknown>();
  const started: StartedPlugin[] = [];

  const giveUp = async (enabled: EnabledPlugin, status: 'failed' | 'blocked', reason: string) => {
    const { id } = enabled.package;
    started.push({ enabled, status, reason, startMs: null });
    log.error({ plugin: id, status, reason }, 'plugin did not start');
    const endpoints = await endpointsOf(enabled, log);
    options.serveUnavailable(endpoints, `The plugin ${id} is not running: ${reason}`);
  };

  for (const one of plugins) if (one.loadError) await giveUp(one, 'failed', one.loadError);

  for (const plugin of ordered) {
    if (options.signal?.aborted) break;
    const enabled = byId.get(plugin.id);
    if (!enabled) continue;
    const blocker = blockedBy(plugin, isCore, services, providers);
    if (blocker) {
      await giveUp(enabled, 'blocked', `it needs ${blocker}, which did not start`);
      continue;
    }
    const from = performance.now();
    try {
      await options.migrate(plugin);
      const resolve = (ref: AnyServiceRef) =>
        isCore(ref.id) ? options.coreService(ref.id, plugin) : services.get(ref.id);
      const needs = Object.fromEntries(
        Object.entries(plugin.needs).map(([name, ref]) => [name, resolve(ref)]),
      );
      const provided = await plugin.start({ ...needs, config: enabled.config });
      if (plugin.provides) services.set(plugin.provides.id, provided);
      const startMs = performance.now() - from;
      started.push({ enabled, status: 'ready', reason: null, startMs });
    } catch (error) {
      log.error({ plugin: plugin.id, err: error }, 'plugin failed to start');
      await giveUp(enabled, 'failed', error instanceof Error ? error.message : String(error));
    }
  }
  return { started, services };
}

/** The plugin, or service, whose absence keeps this one from starting. */
function blockedBy(
  plugin: BackendPlugin,
  isCore: (serviceId: string) => boolean,
  services: ReadonlyMap<string, unknown>,
  providers: ReadonlyMap<string, string>,
): string | null {
  for (const ref of Object.values(plugin.needs)) {
    if (ref.optional || isCore(ref.id) || services.has(ref.id)) continue;
    return providers.get(ref.id) ?? ref.id.split('.')[0] ?? ref.id;
  }
  return null;
}

/** Every endpoint map that the contract of a plugin exports. */
async function endpointsOf(enabled: EnabledPlugin, log: Logger): Promise<Endpoints> {
  try {
    const maps = Object.values(await enabled.contract()).filter(isEndpoints);
    return Object.assign({}, ...maps) as Endpoints;
  } catch (error) {
    log.warn(
      { plugin: enabled.package.id, err: error },
      'its contract could not be read; its endpoints answer 404',
    );
    return {};
  }
}

const isEndpoints = (value: unknown): value is Endpoints =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every(
    one => typeof one === 'object' && one !== null && 'method' in one && 'path' in one && 'access' in one,
  );
