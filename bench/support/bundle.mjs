import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

// Below node_modules, so that what is not bundled is found.
const folder = path.resolve(import.meta.dirname, '../../node_modules/.cache/netcrab-bench');

/** The workspace's own packages are bundled from their sources, all others are left to node. */
const workspaceSources = {
  name: 'workspace-sources',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
      name.startsWith('@netcrab/') || kind === 'entry-point' ? undefined : { path: name, external: true },
    );
  },
};

/** Bundles a program over the workspace's sources. @returns the file to run, `<name>.mjs` */
export async function bundleProgram(entry, name) {
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['netcrab-source'],
    plugins: [workspaceSources],
    logLevel: 'error',
  });
  return outfile;
}
