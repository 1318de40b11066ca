import './nodeVersion.mjs';
import { alone } from './alone.mjs';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

/** The checkout this script stands in. */
export const root = path.resolve(import.meta.dirname, '..');

/** Held while this checkout is installed or built. */
export const lock = path.join(root, '.building');

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
  if (!installed()) await alone(lock, installMissing);
}

async function installMissing() {
  // Whoever was waited for may have done it.
  if (installed()) return;
  console.log('Installing dependencies (the first time takes a few minutes) …');
  await run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'Dependencies could not be installed. Check the network and the messages above.',
    { patienceMs: 2_000 },
  );
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command in the checkout; ends the program with `problem` when it fails. A signal goes on to the command, and
 * the program ends after it: nothing is left running behind.
 * @param patienceMs how long the command, and all that it started, may take to end after a signal; npm would first tidy
 * up for minutes what the next install removes anyway. For ever without it.
 */
export async function run(command, args, problem, { patienceMs } = {}) {
  const windows = process.platform === 'win32';
  // A group of its own can be ended as a whole.
  const grouped = patienceMs !== undefined && !windows;
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: windows, detached: grouped });
  let stopped = null;
  let timer;
  const end = signal => {
    try {
      process.kill(grouped ? -child.pid : child.pid, signal);
    } catch {
      // It has ended.
    }
  };
  const stop = signal => {
    stopped ??= signal;
    end(signal);
    if (grouped) timer ??= setTimeout(end, patienceMs, 'SIGKILL');
  };
  for (const signal of signals) process.on(signal, stop);
  const { code, error } = await new Promise(resolve => {
    child.once('error', failure => resolve({ code: null, error: failure }));
    child.once('exit', exit => resolve({ code: exit }));
  });
  clearTimeout(timer);
  for (const signal of signals) process.off(signal, stop);
  if (stopped) {
    if (grouped) end('SIGKILL');
    process.exit(128 + constants.signals[stopped]);
  }
  if (code === 0) return;
  console.error(error ? `${problem} (${error.message})` : problem);
  process.exit(code || 1);
}
