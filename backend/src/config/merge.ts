import type { ConfigTree, ConfigValue } from './layer';
import { scalar } from './layer';

const isTree = (value: ConfigValue | undefined): value is ConfigTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The later layer wins; mappings merge, lists and values replace. */
export function mergeLayers(base: ConfigTree, over: ConfigTree): ConfigTree {
  const merged: ConfigTree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    if (isTree(before) && isTree(value)) merged[key] = mergeLayers(before, value);
    // `plugin: true` over `plugin: {options}` switches it on without losing its options.
    else if (isTree(before) && typeof value === 'boolean') merged[key] = { ...before, enabled: value };
    else merged[key] = value;
  }
  return merged;
}

const prefix = 'NETCRAB_CONFIG_';
/** The variable that sets an option. */
export const environmentName = (path: readonly string[]): string => prefix + path.join('__');

const plain = (key: string) => key.replaceAll(/[-_]/g, '').toLowerCase();

/**
 * The layer of the environment: `NETCRAB_CONFIG_server__port=8080` sets `server.port`. `__` separates levels; case,
 * dashes and underscores of a key do not matter where the key exists in the layers below.
 */
export function environmentLayer(
  env: Readonly<Record<string, string | undefined>>,
  below: ConfigTree,
): ConfigTree {
  let layer: ConfigTree = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith(prefix) || value === undefined) continue;
    const keys: string[] = [];
    let at: ConfigValue | undefined = below;
    for (const written of name.slice(prefix.length).split('__')) {
      const known: string | undefined = isTree(at)
        ? Object.keys(at).find(key => plain(key) === plain(written))
        : undefined;
      const key: string = known ?? written;
      keys.push(key);
      at = isTree(at) ? at[key] : undefined;
    }
    layer = mergeLayers(
      layer,
      keys.reduceRight<ConfigValue>((inner, key) => ({ [key]: inner }), scalar(value)) as ConfigTree,
    );
  }
  return layer;
}
