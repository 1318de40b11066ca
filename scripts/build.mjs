import { lock, root } from './environment.mjs';
import { alone } from './alone.mjs';
import { asProduction } from './asProduction.mjs';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const workspaces = () =>
  [
    'app',
    'backend',
    ...['packages', 'plugins'].flatMap(folder =>
      readdirSync(path.join(root, folder)).map(name => `${folder}/${name}`),
    ),
  ].filter(dir => existsSync(path.join(root, dir, 'package.json')));

/** Sources of a workspace with their sizes and times: what decides whether it is built anew. */
function fingerprint(dirs) {
  const hash = createHash('sha256').update(process.version);
  const visit = dir => {
    for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (['node_modules', 'dist', 'coverage'].includes(entry.name)) continue;
      const file = path.join(dir, entry.name);
      if (entry.isDirectory()) visit(file);
      else if (/\.(tsx?|m?js|json|html|css|svg)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name)) {
        hash.update(path.relative(root, file)).update(readFileSync(file));
      }
    }
  };
  for (const dir of dirs) visit(path.join(root, dir));
  return hash.update(readFileSync(path.join(root, 'package.json'))).digest('hex');
}

/** Runs `work` unless its inputs are those of the last time. */
async function whenChanged(name, inputs, output, work) {
  const stamp = path.join(root, output, '.built');
  const wanted = fingerprint(inputs);
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isBuilt()) return;
  await alone(lock, async () => {
    // Whoever was waited for may have done it.
    if (isBuilt()) return;
    console.log(`Building ${name} …`);
    try {
      await work();
    } catch (error) {
      console.error(`Building ${name} failed. ${error.message}`);
      process.exit(1);
    }
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  });
}

/**
 * Dependencies that stay packages of their own: native code, drivers that are found by name, and what is loaded only
 * when it is configured or first used. All others are bundled, since opening hundreds of small files is most of what a
 * start costs.
 */
const unbundled = [
  'better-sqlite3',
  'knex',
  'pg',
  'pino',
  '@duckdb/node-api',
  '@node-rs/*',
  'nodemailer',
  'pdfkit',
  'passport*',
  'openid-client',
  'react',
  'react/*',
  'react-dom',
  '@mui/*',
  '@emotion/*',
];

/** One bundled copy of the schema library serves the host and every plugin. */
const sharedZod = {
  name: 'shared-zod',
  setup({ onResolve }) {
    onResolve({ filter: /^zod$/ }, ({ importer }) =>
      importer.endsWith('plugin-api/src/zod.ts')
        ? undefined
        : { path: '@netcrab/plugin-api/zod', external: true },
    );
    onResolve({ filter: /^@netcrab\// }, ({ path: name, kind }) =>
      kind === 'entry-point' ? undefined : { path: name, external: true },
    );
  },
};

/** Names of packages of which one version is installed more than once. */
function installedTwice() {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const seen = new Set();
  const twice = new Set();
  for (const [where, { version }] of Object.entries(packages)) {
    const name = where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const one = `${name}@${version}`;
    if (where.includes('node_modules/') && seen.has(one)) twice.add(name);
    seen.add(one);
  }
  return [...twice];
}

const packageFolder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/**
 * Where another version stands in the way, npm gives a package to each of its dependents anew. Of one version one copy is
 * enough: every copy is read and run at each start.
 */
const oneCopy = {
  name: 'one-copy',
  setup({ onResolve, resolve }) {
    const copies = new Map();
    const names = installedTwice().map(name => name.replace(/[.+]/g, '\\$&'));
    onResolve({ filter: new RegExp(`^(?:${names.join('|')})(?:/|$)`) }, async asked => {
      if (asked.pluginData === oneCopy) return undefined;
      const { path: name, ...options } = asked;
      const found = await resolve(name, { ...options, pluginData: oneCopy });
      const [folder] = packageFolder.exec(found.path) ?? [];
      if (found.errors.length > 0 || found.external || folder === undefined) return found;
      const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const copy = `${name}@${version}`;
      if (!copies.has(copy)) copies.set(copy, found.path);
      return { ...found, path: copies.get(copy) };
    });
  },
};

/** Bundles every entry of a workspace's exports; the workspaces import each other as packages. */
async function buildWorkspace(dir) {
  const { exports = {} } = JSON.parse(readFileSync(path.join(root, dir, 'package.json'), 'utf8'));
  const entries = Object.values(exports).flatMap(({ 'netcrab-source': source, default: output }) =>
    // Pages are bundled into the app, from their sources.
    source && output && !/\/frontend\//.test(source)
      ? [{ in: path.join(root, dir, source), out: output.replace(/^\.\/dist\//, '').replace(/\.js$/, '') }]
      : [],
  );
  // A workspace whose output is more than bundles for Node makes the rest itself, or all of it.
  const own = path.join(root, dir, 'scripts/build.mjs');
  const makesMore = existsSync(own);
  if (entries.length === 0 && !makesMore) return;
  rmSync(path.join(root, dir, 'dist'), { recursive: true, force: true });
  if (entries.length > 0) await bundleForNode(dir, entries);
  if (makesMore) await (await import(own)).default(path.join(root, dir, 'dist'));
}

async function bundleForNode(dir, entries) {
  const { build: bundle } = await import('esbuild');
  await bundle({
    entryPoints: entries,
    outdir: path.join(root, dir, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: unbundled,
    plugins: [sharedZod, oneCopy],
    // Bundled CommonJS asks for Node's own modules by require.
    banner: {
      js: `import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`,
    },
    sourcemap: true,
    jsx: 'automatic',
    chunkNames: 'chunks/[name]-[hash]',
    logLevel: 'warning',
  });
}

/** Compressed copies beside the files, so that serving them costs no work. */
async function precompress(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    entry => entry.isFile() && /\.(js|css|svg)$/.test(entry.name),
  );
  await Promise.all(
    files.map(async entry => {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const content = readFileSync(file);
      if (content.length < 1024) return;
      const brotli = await promisify(brotliCompress)(content, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
      });
      writeFileSync(`${file}.br`, brotli);
      writeFileSync(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
    }),
  );
}

async function buildApp() {
  const { build: bundle } = await import('vite');
  await asProduction(() => bundle({ root: path.join(root, 'app'), logLevel: 'warn' }));
  await precompress(path.join(root, 'app/dist'));
}

/** Builds what changed since the last build: the backend in a second, the app in some more. */
export async function build() {
  const all = workspaces();
  await whenChanged('the backend', all, 'backend/dist', async () => {
    // The page grammar runs in browsers only, where the app's own build takes it from its sources.
    for (const dir of all) if (dir !== 'app' && dir !== 'packages/ui') await buildWorkspace(dir);
  });
  await whenChanged('the app', ['app', 'packages', 'plugins'], 'app/dist', buildApp);
}

if (process.argv[1] === import.meta.filename) await build();
