/**
 * Measures the built app against its budgets and prints the table: what a browser loads before the shell can draw,
 * and what all pages of a plugin add of their own. Exits 1 when one is over, and where chunks import each other in a
 * circle, since one of them would run before what it needs. Sizes are gzip, level 9, in KiB.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url).pathname;
const shellLimit = 165;
const pluginLimit = 60;

/** Rows of name, KiB and limit (null for none); for the table here and for the benchmarks. */
export function budgets() {
  const manifestFile = join(dist, '.vite/manifest.json');
  if (!existsSync(manifestFile)) {
    console.error('app/dist has no manifest: run `npm run build` first.');
    process.exit(1);
  }
  /** @type {Record<string, {file: string, isEntry?: boolean, imports?: string[]}>} */
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const circular = circle(manifest);
  if (circular) {
    console.error(`Chunks import each other in a circle: ${circular.join(' → ')}`);
    process.exit(1);
  }
  const kib = file => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;

  /** The chunk and all it imports statically: what must arrive before it runs. */
  function closure(key, seen = new Set()) {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const imported of manifest[key].imports ?? []) closure(imported, seen);
    return seen;
  }

  const entry = Object.keys(manifest).find(key => manifest[key].isEntry);
  const initial = closure(entry);
  const rows = [['shell, initial', sum(initial), shellLimit]];

  const ids = new Set(Object.values(manifest).flatMap(({ file }) => pluginOf(file) ?? []));
  for (const id of [...ids].sort()) {
    const own = Object.keys(manifest).filter(key => pluginOf(manifest[key].file) === id);
    rows.push([`plugin ${id}`, sum(own), pluginLimit]);
  }
  const shared = Object.keys(manifest).filter(key => !pluginOf(manifest[key].file) && !initial.has(key));
  rows.push(['loaded on demand by several', sum(shared), null]);

  function sum(keys) {
    return [...keys].reduce((total, key) => total + kib(manifest[key].file), 0);
  }

  function pluginOf(file) {
    return /assets\/plugin-(.+?)--/.exec(file)?.[1];
  }
  return rows;
}

/** The files along the first circle of imports. */
function circle(manifest) {
  const clear = new Set();
  const walk = (key, way) => {
    if (way.includes(key)) return [...way.slice(way.indexOf(key)), key].map(one => manifest[one].file);
    if (clear.has(key)) return null;
    for (const imported of manifest[key].imports ?? []) {
      const found = walk(imported, [...way, key]);
      if (found) return found;
    }
    clear.add(key);
    return null;
  };
  for (const key of Object.keys(manifest)) {
    const found = walk(key, []);
    if (found) return found;
  }
  return null;
}

if (process.argv[1] === import.meta.filename) print(budgets());

function print(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, size, limit] of rows) {
    const verdict = limit === null ? '' : size > limit ? `over ${limit}` : `of ${limit}`;
    console.log(`${name.padEnd(width)}  ${size.toFixed(1).padStart(7)} KiB  ${verdict}`);
  }
  if (rows.some(([, size, limit]) => limit !== null && size > limit)) process.exit(1);
}
