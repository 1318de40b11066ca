/** Measures the built SDK against its budgets and prints the table; exits 1 when one is over. Gzip, level 9, in KiB. */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../dist/', import.meta.url);
const budgets = [
  ['core.js', 'core: the calls alone', 5],
  ['index.js', 'with detectors, as a module', 8],
  ['netcrab.js', 'with detectors, as a script', 8],
];

/** Rows of name, KiB and limit; for the table here and for the benchmarks. */
export function sizes() {
  return budgets.map(([file, name, limit]) => {
    const url = new URL(file, dist);
    if (!existsSync(url)) {
      console.error(`packages/web-sdk/dist has no ${file}: run \`npm run build\` first.`);
      process.exit(1);
    }
    return [`SDK ${name}`, gzipSync(readFileSync(url), { level: 9 }).length / 1024, limit];
  });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const rows = sizes();
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, size, limit] of rows)
    console.log(
      `${name.padEnd(width)}  ${size.toFixed(2).padStart(7)} KiB  ${size > limit ? 'over' : 'of'} ${limit}`,
    );
  if (rows.some(([, size, limit]) => size > limit)) process.exit(1);
}
