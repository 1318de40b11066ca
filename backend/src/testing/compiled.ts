import { buildSync } from 'esbuild';
import { rmSync } from 'node:fs';
import path from 'node:path';

const root = process.cwd();

/** A TypeScript program of the tests, bundled so that a process of its own can run it, and be killed. */
export interface CompiledProgram {
  readonly file: string;
  build(): void;
  remove(): void;
}

export function compiled(source: string): CompiledProgram {
  const name = path.basename(source, '.ts');
  // Beside the installed packages, so that native modules are found.
  const folder = path.join(root, 'node_modules', '.cache', `${name}-${process.pid}`);
  const file = path.join(folder, 'program.cjs');
  return {
    file,
    build: () =>
      void buildSync({
        entryPoints: [source],
        outfile: file,
        bundle: true,
        platform: 'node',
        format: 'cjs',
        conditions: ['netcrab-source'],
        packages: 'external',
        alias: {
          '@netcrab/backend/testing': './backend/src/testing/index.ts',
          '@netcrab/plugin-api/backend': './packages/plugin-api/src/backend/index.ts',
          '@netcrab/plugin-api/contract': './packages/plugin-api/src/contract/index.ts',
          '@netcrab/plugin-api/testing': './packages/plugin-api/src/testing/index.ts',
          '@netcrab/plugin-identity/contract': './plugins/identity/contract/index.ts',
          '@netcrab/plugin-pack-builder/contract': './plugins/pack-builder/contract/index.ts',
        },
        logLevel: 'error',
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
