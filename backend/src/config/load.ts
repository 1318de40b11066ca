import { existsSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './errors';
import { readLayer, type ConfigTree, type ConfigValue } from './layer';
import { environmentLayer, environmentName, mergeLayers } from './merge';
import { describeProblems, type OriginOf } from './problems';
import { hostConfig, type HostConfig } from './schema';

export interface LoadConfigOptions {
  /** Folder of the app-config files; relative paths of the configuration start there. */
  readonly root: string;
  /** Files in place of `app-config.yaml` and its environment and local layers, the later over the earlier. */
  readonly files?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The last layer, from the command line. */
  readonly overrides?: ConfigTree;
}

export interface LoadedConfig {
  readonly host: HostConfig;
  readonly environment: 'development' | 'production' | 'test';
  /** Files read, for the log. */
  readonly sources: readonly string[];
  readonly originOf: OriginOf;
}

/**
 * `app-config.yaml` < `app-config.<environment>.yaml` < `app-config.local.yaml` < `NETCRAB_CONFIG_*` < command line.
 * @throws ConfigError
 */
export function loadConfig({ root, files, env, overrides = {} }: LoadConfigOptions): LoadedConfig {
  const environment = env.NODE_ENV === 'production' || env.NODE_ENV === 'test' ? env.NODE_ENV : 'development';
  const sources = files?.length
    ? files.map(file => path.resolve(root, file))
    : ['app-config.yaml', `app-config.${environment}.yaml`, 'app-config.local.yaml']
        .map(name => path.join(root, name))
        .filter(file => existsSync(file));
  const layers: Layer[] = sources.map(file => ({ name: path.basename(file), tree: readLayer(file, env) }));
  const merged = () => layers.reduce<ConfigTree>((below, { tree }) => mergeLayers(below, tree), {});
  // The defaults name the options that no file mentions.
  const known = mergeLayers(hostConfig.parse({}) as ConfigTree, merged());
  layers.push({ name: 'environment', tree: environmentLayer(env, known) });
  layers.push({ name: 'command line', tree: overrides });
  const originOf: OriginOf = at => originAmong(layers, at);
  return { host: parseConfig(hostConfig, merged(), [], originOf), environment, sources, originOf };
}

interface Layer {
  readonly name: string;
  readonly tree: ConfigTree;
}

/** The last layer that has the option, or else the part that it belongs to. */
function originAmong(layers: readonly Layer[], at: readonly string[]): string {
  const has = ({ tree }: Layer) => {
    let value: ConfigValue | undefined = tree;
    for (const key of at) {
      if (typeof value !== 'object' || value === null) return false;
      value = (value as Readonly<Record<string, ConfigValue | undefined>>)[key];
    }
    return value !== undefined;
  };
  if (at.length === 0) return 'configuration';
  const found = layers.findLast(has);
  if (!found) return originAmong(layers, at.slice(0, -1));
  return found.name === 'environment' ? `environment (${environmentName(at)})` : found.name;
}

/**
 * Parses a part of the configuration.
 * @param at where the part stands: `plugins`, `api-keys`.
 * @throws ConfigError listing every refused option in one line.
 */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  at: readonly string[] = [],
  originOf: OriginOf = () => 'configuration',
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ConfigError(describeProblems(parsed.error.issues, { schema, value, at, originOf }));
}
