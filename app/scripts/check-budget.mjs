/**
 * Measures the built app against its budgets and prints the table: what a browser loads before the shell can draw,
 * and what opening any one page of a plugin adds of its own at most. Exits 1 when one is over. Sizes are gzip, level 9, in KiB.
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
  /** @type {Record<string, {file: string, isEntry?: boolean, isDynamicEntry?: boolean, imports?: string[]}>} */
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
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

  for (const [id, pages] of pagesByPlugin()) {
    const own = loaded => pluginOf(manifest[loaded].file) === id;
    const loads = pages.map(key => sum([...closure(key)].filter(own)));
    rows.push([`plugin ${id}, its largest page`, Math.max(...loads), pluginLimit]);
    const all = Object.keys(manifest).filter(own);
    rows.push([`plugin ${id}, all its pages`, sum(all), null]);
  }
  const shared = Object.keys(manifest).filter(key => !pluginOf(manifest[key].file) && !initial.has(key));
  rows.push(['loaded on demand by several', sum(shared), null]);

  /** The chunks that are asked for by themselves: pages and pieces in other plugins' pages. */
  function pagesByPlugin() {
    const pages = new Map();
    for (const [key, { file, isDynamicEntry }] of Object.entries(manifest)) {
      const id = pluginOf(file);
      if (id && isDynamicEntry) pages.set(id, [...(pages.get(id) ?? []), key]);
    }
    return [...pages].sort();
  }

  function sum(keys) {
    return [...keys].reduce((total, key) => total + kib(manifest[key].file), 0);
  }

  function pluginOf(file) {
    return /assets\/plugin-(.+?)--/.exec(file)?.[1];
  }
  return rows;
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
