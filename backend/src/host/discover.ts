import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../config/errors';

export interface PluginPackage {
  readonly id: string;
  /** npm name. */
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly dir: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly netcrab?: { readonly pluginId?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readManifest(dir: string): Manifest | null {
  const file = path.join(dir, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : null;
}

/**
 * Finds plugins by the `netcrab.pluginId` of their package.json: folders of `plugins/`, and packages that the root
 * package.json depends on. Nothing of them is loaded.
 */
export function discoverPlugins(root: string): Map<string, PluginPackage> {
  const folder = path.join(root, 'plugins');
  const own = existsSync(folder) ? readdirSync(folder).map(name => path.join(folder, name)) : [];
  const manifest = readManifest(root);
  const installed = Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies }).map(name =>
    path.join(root, 'node_modules', name),
  );
  const found = new Map<string, PluginPackage>();
  for (const dir of [...own, ...installed]) {
    const { name, version = '0.0.0', description = '', netcrab } = readManifest(dir) ?? {};
    const id = netcrab?.pluginId;
    if (!id || !name) continue;
    const other = found.get(id);
    if (other)
      throw new ConfigError(
        `The plugin id ${id} belongs to two packages: ${other.name} and ${name}. Remove one.`,
      );
    found.set(id, { id, name, version, description, dir });
  }
  return found;
}

/** Loads one entry (`backend`, `contract`) of a plugin by its package's exports. */
export async function loadEntry(
  root: string,
  plugin: PluginPackage,
  entry: 'backend' | 'contract',
): Promise<Record<string, unknown>> {
  const file = createRequire(path.join(root, 'package.json')).resolve(`${plugin.name}/${entry}`);
  return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
}
