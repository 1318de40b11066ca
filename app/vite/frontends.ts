import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** A package whose pages the build includes; whether they are shown is decided when the page is served. */
export interface Frontend {
  readonly pluginId: string;
  readonly packageName: string;
  readonly directory: string;
}

interface Manifest {
  readonly name: string;
  readonly netcrab?: { readonly pluginId?: string };
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const readManifest = (directory: string): Manifest | null => {
  const file = join(directory, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : null;
};

const hasFrontend = (directory: string, { exports }: Manifest): boolean => {
  const target = exports?.['./frontend'];
  const files = typeof target === 'string' ? [target] : Object.values(target ?? {});
  return files.some(file => existsSync(join(directory, file)));
};

/** The workspace's plugins, and those that the root package.json depends on: the places the backend looks in too. */
export function findFrontends(root: string): Frontend[] {
  const workspace = join(root, 'plugins');
  const installed = Object.keys(readManifest(root)?.dependencies ?? {});
  const directories = [
    ...(existsSync(workspace) ? readdirSync(workspace).map(name => join(workspace, name)) : []),
    ...installed.map(name => join(root, 'node_modules', name)),
  ];
  return directories
    .flatMap(directory => {
      const manifest = readManifest(directory);
      const pluginId = manifest?.netcrab?.pluginId;
      if (!manifest || !pluginId || !hasFrontend(directory, manifest)) return [];
      return [{ pluginId, packageName: manifest.name, directory }];
    })
    .sort((a, b) => (a.pluginId < b.pluginId ? -1 : 1));
}

const virtualId = 'virtual:netcrab-frontends';
const resolvedId = `\0${virtualId}`;

/** Answers `virtual:netcrab-frontends` with a map from plugin id to the import of its declarations. */
export function frontends(found: readonly Frontend[]): Plugin {
  return {
    name: 'netcrab-frontends',
    resolveId: id => (id === virtualId ? resolvedId : undefined),
    load(id) {
      if (id !== resolvedId) return undefined;
      const entries = found.map(
        ({ pluginId, packageName }) =>
          `  ${JSON.stringify(pluginId)}: () => import(${JSON.stringify(`${packageName}/frontend`)}),`,
      );
      return `export const frontends = {\n${entries.join('\n')}\n};\n`;
    },
  };
}

const ownerIn =
  (found: readonly Frontend[]) =>
  (id: string): string | undefined =>
    found.find(({ directory }) => id.startsWith(`${directory}/`))?.pluginId;

/** `plugin-<id>--` in front of the file name of every chunk that is made of a plugin's own modules. */
export const chunkNames =
  (found: readonly Frontend[]) =>
  ({ name, moduleIds }: { name: string; moduleIds: readonly string[] }): string => {
    const owner = moduleIds.map(ownerIn(found)).find(pluginId => pluginId !== undefined);
    return owner === undefined ? 'assets/[name]-[hash].js' : `assets/plugin-${owner}--${name}-[hash].js`;
  };
