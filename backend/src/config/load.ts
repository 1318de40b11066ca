import { existsSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { ConfigError } from './errors';
import { readLayer, type ConfigTree } from './layer';
import { environmentLayer, mergeLayers } from './merge';
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
  let tree = sources.reduce<ConfigTree>((below, file) => mergeLayers(below, readLayer(file, env)), {});
  // The defaults name the options that no file mentions.
  const known = mergeLayers(hostConfig.parse({}) as ConfigTree, tree);
  tree = mergeLayers(tree, environmentLayer(env, known));
  tree = mergeLayers(tree, overrides);
  const host = parseConfig(
    hostConfig,
    tree,
    sources.map(file => path.basename(file)).join(', ') || 'configuration',
  );
  return { host, environment, sources };
}

/**
 * Parses a part of the configuration.
 * @param where names the part in the error: a file, or `plugins.api-keys`.
 * @throws ConfigError listing every refused option in one line.
 */
export function parseConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(issue => {
    const at = issue.path.join('.');
    return at ? `${at}: ${issue.message}` : issue.message;
  });
  throw new ConfigError(`${where}: ${problems.join('; ')}`);
}
