import type { BackendPlugin } from '@netcrab/plugin-api/backend';
import { ConfigError } from '../config/errors';

/** Which enabled plugin provides the service, by service id. */
export function providersOf(plugins: readonly BackendPlugin[]): Map<string, string> {
  const providers = new Map<string, string>();
  for (const { id, provides } of plugins) {
    if (!provides) continue;
    const other = providers.get(provides.id);
    if (other)
      throw new ConfigError(
        `Plugins ${other} and ${id} both provide the service ${provides.id}. Disable one of them.`,
      );
    providers.set(provides.id, id);
  }
  return providers;
}

/** Ids of the enabled plugins that this one waits for, needed or optional. */
export function dependenciesOf(plugin: BackendPlugin, providers: ReadonlyMap<string, string>): string[] {
  const ids = Object.values(plugin.needs).flatMap(ref => providers.get(ref.id) ?? []);
  return [...new Set(ids)].filter(id => id !== plugin.id);
}

/**
 * Orders plugins so that each comes after those whose services it asks for; otherwise by id, so that every start is alike.
 * @param isCore whether a service id is the host's own.
 * @throws ConfigError for a need that no enabled plugin provides, and for a cycle, naming its plugins.
 */
export function orderPlugins(
  plugins: readonly BackendPlugin[],
  isCore: (serviceId: string) => boolean,
): BackendPlugin[] {
  const providers = providersOf(plugins);
  for (const plugin of plugins) {
    for (const ref of Object.values(plugin.needs)) {
      if (ref.optional || isCore(ref.id) || providers.has(ref.id)) continue;
      const owner = ref.id.split('.')[0];
      throw new ConfigError(
        `plugins.${plugin.id}: needs the plugin ${owner}, which is disabled. Enable ${owner}, or disable ${plugin.id}.`,
      );
    }
  }
  const byId = new Map(plugins.map(plugin => [plugin.id, plugin]));
  const ordered: BackendPlugin[] = [];
  const done = new Set<string>();
  const visit = (plugin: BackendPlugin, trail: readonly string[]) => {
    if (done.has(plugin.id)) return;
    if (trail.includes(plugin.id)) {
      const cycle = [...trail.slice(trail.indexOf(plugin.id)), plugin.id].join(' → ');
      throw new ConfigError(`Plugins need each other in a circle: ${cycle}. One of these needs must go.`);
    }
    for (const id of dependenciesOf(plugin, providers).sort()) {
      const dependency = byId.get(id);
      if (dependency) visit(dependency, [...trail, plugin.id]);
    }
    done.add(plugin.id);
    ordered.push(plugin);
  };
  for (const plugin of [...plugins].sort((a, b) => (a.id < b.id ? -1 : 1))) visit(plugin, []);
  return ordered;
}
