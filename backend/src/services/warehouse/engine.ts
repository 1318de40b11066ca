import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { UnavailableError } from '@netcrab/plugin-api/backend';
import type { DuckDBInstance } from '@duckdb/node-api';
import { behindRequests } from './behindRequests';
import { createConnection, type Connection } from './connection';
import { createSlots } from './slots';
import type { Duck } from './values';

export interface WarehouseOptions {
  /** Threads of the engine; 2 by default, so that a build leaves room for requests. */
  readonly threads?: number;
  /** As the engine writes it: `512MB` by default. Larger sorts and joins spill to `<dataDir>/warehouse.duckdb.tmp`. */
  readonly memoryLimit?: string;
  /** Statements that run at once; 3 by default, below the 4 threads libuv has for everything. */
  readonly concurrency?: number;
}

/** The open database file. */
export interface Engine {
  connect(): Promise<Connection>;
  /** Writes the log into the file and closes it. */
  close(): Promise<void>;
}

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * No network and no extensions, files of the data folder only, and no statement can change that. What a killed process
 * had committed is recovered from the log at opening.
 */
async function open(duck: Duck, dataDir: string, options: WarehouseOptions): Promise<DuckDBInstance> {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, 'warehouse.duckdb');
  try {
    return await duck.DuckDBInstance.create(file, {
      threads: String(options.threads ?? 2),
      memory_limit: options.memoryLimit ?? '512MB',
      // Each checkpoint writes the last, partial row group of a table anew: few of them cost far less than many.
      checkpoint_threshold: '128MB',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (error) {
    if (!String(error).includes('Could not set lock')) throw error;
    throw new UnavailableError(
      `The warehouse ${file} is in use by another process. One process at a time may open it: stop the other one.`,
      { cause: error },
    );
  }
}

export async function openEngine(dataDir: string, options: WarehouseOptions): Promise<Engine> {
  const duck = await import('@duckdb/node-api');
  const instance = await behindRequests(() => open(duck, dataDir, options));
  const slots = createSlots(options.concurrency ?? 3);
  const connect = async () => createConnection(duck, await instance.connect(), slots);
  const admin = await connect();
  await admin.run(`SET GLOBAL TimeZone = 'UTC'`);
  await admin.run(`SET GLOBAL allowed_directories = [${quote(path.resolve(dataDir))}]`);
  await admin.run('SET GLOBAL enable_external_access = false');
  await admin.run('SET GLOBAL lock_configuration = true');
  return {
    connect,
    async close() {
      try {
        await admin.run('CHECKPOINT');
      } finally {
        admin.close();
        instance.closeSync();
      }
    },
  };
}
