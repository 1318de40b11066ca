import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What every browser of the last four years understands. */
const target = ['chrome95', 'edge95', 'firefox95', 'safari15.4'];

async function writeTypes(outDir) {
  const { default: ts } = await import('typescript');
  const program = ts.createProgram([path.join(here, 'src/index.ts'), path.join(here, 'src/core.ts')], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: path.join(here, 'src'),
    outDir,
  });
  const { diagnostics, emitSkipped } = program.emit();
  if (emitSkipped || diagnostics.length > 0)
    throw new Error(
      ts.formatDiagnostics(diagnostics, {
        getCurrentDirectory: () => here,
        getCanonicalFileName: name => name,
        getNewLine: () => '\n',
      }),
    );
  for (const name of ['index.d.ts', 'core.d.ts'])
    inheritDocs(path.join(outDir, name), path.join(outDir, 'types.d.ts'));
}

/** Puts the words of the interface in place of `{@inheritDoc}`, which editors do not follow. */
function inheritDocs(file, from) {
  const words = readFileSync(from, 'utf8');
  const inherited = readFileSync(file, 'utf8').replace(
    /\/\*\* \{@inheritDoc Netcrab\.(\w+)\} \*\//g,
    (_, name) => {
      const found = new RegExp(`(/\\*\\*(?:(?!\\*/)[^])*\\*/)\\s+${name}\\(`).exec(words)?.[1];
      if (!found) throw new Error(`Netcrab.${name} has no words`);
      return found.replace(/^ {4}/gm, '');
    },
  );
  writeFileSync(file, inherited);
}

/** One file of everything an entry needs. The bundler joins, and a second pass finds what it leaves: a tenth less. */
async function minified(entry, format) {
  const { build: bundle } = await import('esbuild');
  const { minify } = await import('@swc/core');
  const { outputFiles } = await bundle({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    target,
    format,
    logLevel: 'warning',
    legalComments: 'none',
  });
  const isModule = format === 'esm';
  const { code } = await minify(outputFiles[0].text, {
    module: isModule,
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true, ecma: 2020, toplevel: isModule },
    mangle: { toplevel: isModule },
  });
  return code;
}

/**
 * Builds the package: ES modules, the script-tag builds, their types, and `manifest.json`, which says for each script
 * its size and the `integrity` a page may ask for.
 */
export default async function build(outdir = path.join(here, 'dist')) {
  const { version } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  for (const [entry, name, format] of [
    ['index', 'index', 'esm'],
    ['core', 'core', 'esm'],
    ['script', 'netcrab', 'iife'],
  ]) {
    writeFileSync(
      path.join(outdir, `${name}.js`),
      await minified(path.join(here, `src/${entry}.ts`), format),
    );
  }
  await writeTypes(path.join(outdir, 'types'));
  const script = readFileSync(path.join(outdir, 'netcrab.js'));
  const digest = algorithm => createHash(algorithm).update(script);
  writeFileSync(
    path.join(outdir, 'manifest.json'),
    JSON.stringify({
      version,
      script: {
        file: 'netcrab.js',
        bytes: script.length,
        hash: digest('sha256').digest('hex').slice(0, 16),
        integrity: `sha384-${digest('sha384').digest('base64')}`,
      },
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
