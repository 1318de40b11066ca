import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The checkout this script stands in. */
export const root = path.resolve(import.meta.dirname, '..');

const oldest = [20, 20];

/** Ends the program with one line when Node is older than the portal runs on. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  console.error(
    `NetCrab Portal needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. Install a newer Node and start again.`,
  );
  process.exit(1);
}

/** Packages and versions of a lockfile, or of the record that npm keeps of what it installed. */
function packagesOf(file) {
  if (!existsSync(file)) return new Map();
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).filter(([where]) => where.includes('node_modules/')));
}

/** Whether what is installed is what the lockfile asks for; packages for other platforms are optional. */
function installed() {
  const have = packagesOf(path.join(root, 'node_modules/.package-lock.json'));
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  return [...wanted].every(([where, { version, optional, peer }]) => {
    const found = have.get(where);
    return found ? found.version === version : optional === true || peer === true;
  });
}

/** Installs dependencies when they are missing or others than the lockfile's. */
export function install() {
  if (installed()) return;
  console.log('Installing dependencies (the first time takes a few minutes) …');
  run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'Dependencies could not be installed. Check the network and the messages above.',
  );
}

/** Runs a command in the checkout; ends the program with `problem` when it fails. */
export function run(command, args, problem) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(error ? `${problem} (${error.message})` : problem);
  process.exit(status ?? 1);
}
