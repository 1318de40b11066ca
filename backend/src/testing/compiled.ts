import { buildSync } from 'esbuild';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = process.cwd();

/** What is bundled from its sources: those packages of the workspace that tests and plugins import. */
function sources(): Record<string, string> {
  const contracts = readdirSync(path.join(root, 'plugins')).map(
    plugin => [`@netcrab/plugin-${plugin}/contract`, `./plugins/${plugin}/contract/index.ts`] as const,
  );
  return {
    '@netcrab/backend/testing': './backend/src/testing/index.ts',
    '@netcrab/plugin-api/backend': './packages/plugin-api/src/backend/index.ts',
    '@netcrab/plugin-api/contract': './packages/plugin-api/src/contract/index.ts',
    '@netcrab/plugin-api/testing': './packages/plugin-api/src/testing/index.ts',
    ...Object.fromEntries(contracts.filter(([, file]) => existsSync(path.join(root, file)))),
  };
}

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
        alias: sources(),
        logLevel: 'error',
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
