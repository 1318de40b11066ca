import './nodeVersion.mjs';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

/** The checkout this script stands in. */
export const root = path.resolve(import.meta.dirname, '..');

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
export async function install() {
  if (installed()) return;
  console.log('Installing dependencies (the first time takes a few minutes) …');
  await run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'Dependencies could not be installed. Check the network and the messages above.',
  );
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command in the checkout; ends the program with `problem` when it fails. A signal goes on to the command, and
 * the program ends after it: nothing is left running behind.
 */
export async function run(command, args, problem) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  let stopped = null;
  const stop = signal => {
    stopped = signal;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, stop);
  const { code, error } = await new Promise(resolve => {
    child.once('error', failure => resolve({ code: null, error: failure }));
    child.once('exit', exit => resolve({ code: exit }));
  });
  for (const signal of signals) process.off(signal, stop);
  if (stopped) process.exit(128 + constants.signals[stopped]);
  if (code === 0) return;
  console.error(error ? `${problem} (${error.message})` : problem);
  process.exit(code || 1);
}
