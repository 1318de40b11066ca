import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { build } from '../scripts/build.mjs';

const here = import.meta.dirname;
const available = readdirSync(here).filter(name => existsSync(path.join(here, name, 'index.mjs')));
const asked = process.argv.slice(2);
const unknown = asked.filter(name => !available.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${available.join(', ')}.`);
  process.exit(2);
}

await build();
const rows = [];
for (const name of asked.length > 0 ? asked : available) {
  console.log(`\n${name}`);
  const { run } = await import(path.join(here, name, 'index.mjs'));
  for (const row of await run()) {
    rows.push({ benchmark: name, ...row });
    console.log(
      `  ${row.ok ? '✓' : '✗'} ${row.figure}: ${row.ours} against ${row.baseline}; ratio ${row.ratio} (target ${row.target})`,
    );
  }
}

const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
const table = [
  `Measured on ${machine}.`,
  '',
  '| figure | here | baseline | ratio | target |',
  '|---|---|---|---|---|',
  ...rows.map(
    row =>
      `| ${row.figure} | ${row.ours} | ${row.baseline} | ${row.ratio} | ${row.target}${row.ok ? '' : ' (missed)'} |`,
  ),
].join('\n');
writeFileSync(path.join(here, 'results.md'), `${table}\n`);
console.log(`\n${table}`);
process.exitCode = rows.every(row => row.ok) ? 0 : 1;
