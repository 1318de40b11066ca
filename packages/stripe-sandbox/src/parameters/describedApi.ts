import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DescribedApi } from './shape';

/**
 * The operations and parameters of the installed SDK: written by the build, or from sources read from the SDK's type
 * definitions once and kept under `node_modules/.cache`.
 */
export function describedApi(): DescribedApi {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const root = packageRoot(here);
  const built = path.join(root, 'dist/parameters.json');
  const file = here.startsWith(path.dirname(built)) ? built : fromTypes(root);
  return JSON.parse(readFileSync(file, 'utf8')) as DescribedApi;
}

function packageRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : packageRoot(path.dirname(folder));
}

function fromTypes(root: string): string {
  const script = path.join(root, 'scripts/write-parameters.mjs');
  const sdk = path.resolve(path.dirname(createRequire(import.meta.url).resolve('stripe')), '..');
  const hash = createHash('sha256');
  for (const input of ['parameters.mjs', 'operations.mjs']) {
    hash.update(readFileSync(path.join(root, 'scripts', input)));
  }
  hash.update(readFileSync(path.join(sdk, 'VERSION')));
  const name = `stripe-parameters-${hash.digest('hex').slice(0, 16)}.json`;
  const file = path.join(path.dirname(sdk), '.cache/netcrab', name);
  if (!existsSync(file)) execFileSync(process.execPath, [script, file]);
  return file;
}
