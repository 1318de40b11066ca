import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config/errors';

/** Where the portal that owns a data folder can be reached, and its process. */
export interface RunningPortal {
  readonly pid: number;
  readonly baseUrl: string;
  /** When the process began, as its kernel counts; null where that cannot be told. */
  readonly began?: string | null;
}

const lockFile = (dataDir: string) => path.join(dataDir, 'portal.json');

/** @throws ConfigError when the folder cannot be made or written. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
    const probe = path.join(dataDir, `.write-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unwritable';
    throw new ConfigError(
      `dataDir: ${dataDir} cannot be written (${code}). Give a folder this user may write, as dataDir or NETCRAB_CONFIG_dataDir.`,
    );
  }
}

/** Level by level: mkdir's own recursion never returns where a parent takes no folders, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** The portal running on this data folder, if one is. */
export function runningPortal(dataDir: string): RunningPortal | null {
  try {
    const running = JSON.parse(readFileSync(lockFile(dataDir), 'utf8')) as RunningPortal;
    process.kill(running.pid, 0);
    if (running.pid === process.pid) return null;
    const began = beganAt(running.pid);
    // After a kill or a reboot the number may be a zombie's, or another program's.
    return began === 'ended' || (running.began && began && running.began !== began) ? null : running;
  } catch {
    return null;
  }
}

/** Start of a process in ticks since boot, 'ended' for one that only waits to be reaped; null outside of Linux. */
function beganAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses, and may hold any character.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** @throws ConfigError when another process runs on the folder: two would overwrite each other's warehouse. */
export function claimDataFolder(dataDir: string): void {
  const running = runningPortal(dataDir);
  if (running) {
    throw new ConfigError(
      `A portal already runs on ${dataDir} (process ${running.pid}, ${running.baseUrl}). Stop it, or give another dataDir.`,
    );
  }
  writeClaim(dataDir, '');
}

export function writeClaim(dataDir: string, baseUrl: string): void {
  writeFileSync(
    lockFile(dataDir),
    JSON.stringify({ pid: process.pid, began: beganAt(process.pid), baseUrl }),
    { mode: 0o600 },
  );
}

export function releaseDataFolder(dataDir: string): void {
  rmSync(lockFile(dataDir), { force: true });
}
