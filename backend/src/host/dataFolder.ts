import Sqlite from 'better-sqlite3';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config/errors';
import { errorCode } from '../services/errorCode';

/** Where the portal that owns a data folder can be reached, and its process. */
export interface RunningPortal {
  readonly pid: number;
  readonly baseUrl: string;
  /** When the process began, as its kernel counts; null where that cannot be told. */
  readonly began?: string | null;
}

/** The right to a data folder, held as long as the process lives or until it is released. */
export interface DataFolderClaim {
  /** Tells commands on this machine where the portal answers. */
  announce(baseUrl: string): void;
  release(): void;
}

const statement = (dataDir: string) => path.join(dataDir, 'portal.json');

/** @throws ConfigError when the folder cannot be made or written. */
export function prepareDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.W_OK);
    const probe = path.join(dataDir, `.write-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = errorCode(error) || 'unwritable';
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
    const running = JSON.parse(readFileSync(statement(dataDir), 'utf8')) as RunningPortal;
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

/**
 * Claims the folder for this process: of two that try at the same instant one gets it, and a killed one's claim ends
 * with it. It is SQLite's exclusive lock on an empty file, the one lock that Node reaches which the kernel itself keeps.
 * @throws ConfigError when another process has the folder: two would overwrite each other's warehouse.
 */
export function claimDataFolder(dataDir: string): DataFolderClaim {
  const lock = new Sqlite(path.join(dataDir, 'portal.lock'), { timeout: 0 });
  try {
    // Nothing is ever written, so no journal needs to lie beside it.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw claimError(dataDir, error);
  }
  const announce = (baseUrl: string) =>
    writeFileSync(
      statement(dataDir),
      JSON.stringify({ pid: process.pid, began: beganAt(process.pid), baseUrl }),
      { mode: 0o600 },
    );
  announce('');
  return {
    announce,
    release() {
      rmSync(statement(dataDir), { force: true });
      lock.close();
    },
  };
}

function claimError(dataDir: string, error: unknown): ConfigError {
  if (errorCode(error) !== 'SQLITE_BUSY')
    return new ConfigError(
      `dataDir: ${path.join(dataDir, 'portal.lock')} cannot be locked (${error instanceof Error ? error.message : String(error)}).`,
    );
  const running = runningPortal(dataDir);
  const who = running ? ` (process ${running.pid}${running.baseUrl && `, ${running.baseUrl}`})` : '';
  return new ConfigError(`A portal already runs on ${dataDir}${who}. Stop it, or give another dataDir.`);
}
