import { isBackendPlugin, type BackendPlugin } from '@netcrab/plugin-api/backend';
import { ConfigError } from '../config/errors';
import { parseConfig } from '../config/load';
import { nearest } from '../config/nearest';
import type { OriginOf } from '../config/problems';
import type { HostConfig } from '../config/schema';
import { discoverPlugins, loadEntry, type PluginPackage } from './discover';

/** An enabled plugin, its code loaded and its configuration checked; or why its code cannot be loaded. */
export interface EnabledPlugin {
  readonly package: Pick<PluginPackage, 'id' | 'version' | 'description'>;
  readonly plugin: BackendPlugin | null;
  readonly config: Record<string, unknown>;
  readonly loadError: string | null;
  /** Endpoint maps of the plugin's contract, read without starting it; for the answers of a plugin that failed. */
  contract(): Promise<Record<string, unknown>>;
}

export interface PluginSelection {
  readonly enabled: readonly EnabledPlugin[];
  readonly disabled: ReadonlyArray<Pick<PluginPackage, 'id' | 'version' | 'description'>>;
}

const isOn = (setting: HostConfig['plugins'][string] | undefined): boolean =>
  typeof setting === 'object' ? setting.enabled !== false : setting === true;

function optionsOf(setting: HostConfig['plugins'][string] | undefined): Record<string, unknown> {
  if (typeof setting !== 'object') return {};
  const { enabled: _, ...options } = setting;
  return options;
}

/**
 * Loads the plugins that the configuration enables, and no code of the others.
 * @param check whether plugins' schemas have a say; without it their options are as they were written
 * @throws ConfigError for an unknown plugin id, or a plugin's part of the configuration that its schema refuses.
 */
export async function selectPlugins(
  root: string,
  settings: HostConfig['plugins'],
  originOf: OriginOf = () => 'configuration',
  check = true,
): Promise<PluginSelection> {
  const available = discoverPlugins(root);
  for (const id of Object.keys(settings)) {
    if (!available.has(id)) {
      const known = [...available.keys()].sort();
      const meant = nearest(id, known);
      throw new ConfigError(
        `${originOf(['plugins', id])}: plugins.${id}: no such plugin. ${meant ? `Did you mean ${meant}? ` : ''}Available: ${known.join(', ')}.`,
      );
    }
  }
  const packages = [...available.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const enabled = await Promise.all(
    packages
      .filter(({ id }) => isOn(settings[id]))
      .map(one => loadPlugin(root, one, optionsOf(settings[one.id]), check ? originOf : null)),
  );
  return { enabled, disabled: packages.filter(({ id }) => !isOn(settings[id])) };
}

async function loadPlugin(
  root: string,
  found: PluginPackage,
  options: Record<string, unknown>,
  originOf: OriginOf | null,
): Promise<EnabledPlugin> {
  const base = { package: found, contract: () => loadEntry(root, found, 'contract') };
  let plugin: unknown;
  try {
    plugin = (await loadEntry(root, found, 'backend')).default;
    if (!isBackendPlugin(plugin) || plugin.id !== found.id) {
      throw new Error(
        `its backend entry must export createBackendPlugin({ id: '${found.id}', … }) as default`,
      );
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...base, plugin: null, config: {}, loadError: `Its code could not be loaded: ${reason}` };
  }
  const config = originOf ? parseConfig(plugin.config, options, ['plugins', found.id], originOf) : options;
  return { ...base, plugin, config, loadError: null };
}
