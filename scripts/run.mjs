import { install, root } from './environment.mjs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Hands over to the built portal and exits with its code. */
export async function runCli(folder, argv) {
  const { main } = await import(pathToFileURL(path.join(folder, 'backend/dist/index.js')).href);
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  process.exitCode = await main({ root: folder, version, argv, cwd: process.env.INIT_CWD ?? process.cwd() });
}

if (process.argv[1] === import.meta.filename) {
  await install();
  const { build } = await import('./build.mjs');
  await build();
  await runCli(root, process.argv.slice(2));
}
