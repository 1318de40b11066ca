import {
  UnavailableError,
  type Clock,
  type Logger,
  type WarehouseConnection,
  type WarehouseMigration,
  type WarehouseService,
} from '@netcrab/plugin-api/backend';
import type { Connection } from './connection';
import { openEngine, type Engine, type WarehouseOptions } from './engine';
import { createWarehouseMigrator, type MigrationTarget, type WarehouseMigrator } from './migrator';

export interface Warehouse {
  /**
   * The warehouse for one plugin. It opens at the first use by anyone; then the migrations of all plugins registered so
   * far are applied, in order of registration. A plugin whose migrations fail gets that error, the others work.
   */
  forPlugin(pluginId: string, migrations?: readonly WarehouseMigration[]): WarehouseService;
  /** For the command line and the report; opens the warehouse, applies nothing by itself. */
  readonly migrator: WarehouseMigrator;
  readonly opened: boolean;
  /** Interrupts what still runs, writes the log into the file, closes. */
  close(): Promise<void>;
}

export interface WarehouseDependencies {
  readonly dataDir: string;
  readonly options?: WarehouseOptions;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * DuckDB embedded. Readers never wait for writers. Two transactions that change the same rows, or one that deletes or
 * updates while another alters the table, conflict: the later one fails ("Conflict on …") and nothing of it is kept;
 * appends never conflict. So one job writes a table, or its writers agree on rows.
 */
export function createWarehouse({ dataDir, options = {}, clock, logger }: WarehouseDependencies): Warehouse {
  let engine: Promise<Engine> | undefined;
  let closed = false;
  const idle: Connection[] = [];
  const busy = new Set<Connection>();
  const keptIdle = options.concurrency ?? 3;

  const ready = (): Promise<Engine> => {
    if (closed) throw new UnavailableError('The warehouse is closed: the portal is shutting down.');
    if (engine) return engine;
    const opening = openEngine(dataDir, options);
    engine = opening;
    // A failed opening is not final: the file may be free at the next try.
    opening.catch(() => void (engine = undefined));
    return opening;
  };

  /** A connection nobody else uses. One that was stopped or failed inside a transaction is not used again. */
  async function withConnection<T>(work: (connection: Connection) => Promise<T>, keep: boolean): Promise<T> {
    const opened = await ready();
    const connection = (keep ? idle.pop() : undefined) ?? (await opened.connect());
    busy.add(connection);
    try {
      return await work(connection);
    } finally {
      busy.delete(connection);
      if (keep && !closed && idle.length < keptIdle) idle.push(connection);
      else connection.close();
    }
  }

  const target: MigrationTarget = {
    query: (sql, params) => withConnection(connection => connection.query(sql, params), true),
    run: (sql, params) => withConnection(connection => connection.run(sql, params), true),
    append: (table, columns) => target.transaction(connection => connection.append(table, columns)),
    transaction: work =>
      withConnection(async connection => {
        await connection.run('BEGIN');
        try {
          const result = await work(connection);
          await connection.run('COMMIT');
          return result;
        } catch (error) {
          // Some errors have ended the transaction already; closing the connection undoes what is left.
          await connection.run('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }, false),
  };
  const migrator = createWarehouseMigrator(target, clock);

  const pending = new Map<string, () => Promise<void>>();
  let migrating: Promise<void> = Promise.resolve();
  /** Everybody's migrations before anybody's statement: plugins read each other's facts. */
  const migrateAll = (): Promise<void> => {
    if (pending.size > 0) {
      const mine = [...pending.values()];
      pending.clear();
      migrating = migrating.then(async () => {
        for (const migrate of mine) await migrate();
      });
    }
    return migrating;
  };

  function forPlugin(pluginId: string, migrations: readonly WarehouseMigration[] = []): WarehouseService {
    let failure: unknown;
    const migrate = async () => {
      try {
        const applied = await migrator.up(pluginId, migrations);
        failure = undefined;
        if (applied.length > 0) logger.info({ plugin: pluginId, applied }, 'Migrated the warehouse');
      } catch (error) {
        failure = error;
        // Tried again at the next use: the file may have been locked, the disk full.
        pending.set(pluginId, migrate);
        logger.error({ plugin: pluginId, error }, 'The warehouse could not be migrated');
      }
    };
    if (migrations.length > 0) pending.set(pluginId, migrate);

    const migrated = async () => {
      await migrateAll();
      if (failure !== undefined) throw failure;
    };
    return {
      dialect: 'duckdb',
      async query(sql, params) {
        await migrated();
        return target.query(sql, params);
      },
      async run(sql, params) {
        await migrated();
        return target.run(sql, params);
      },
      async append(table, columns) {
        await migrated();
        return target.append(table, columns);
      },
      async transaction(work) {
        await migrated();
        return target.transaction(work);
      },
      async session(limits, work) {
        await migrated();
        return withConnection(connection => limited(connection, limits, work), false);
      },
    };
  }

  return {
    forPlugin,
    migrator,
    get opened() {
      return engine !== undefined && !closed;
    },
    async close() {
      if (closed) return;
      closed = true;
      const opened = await engine?.catch(() => undefined);
      const reason = new UnavailableError('The portal is shutting down.');
      // Before the log is written into the file, which an open transaction would forbid.
      await Promise.all([...busy].map(connection => connection.end(reason)));
      for (const connection of idle.splice(0)) connection.close();
      await opened?.close();
    },
  };
}

/** Runs `work` until the time is over or the signal aborts; the statement that runs then is interrupted. */
async function limited<T>(
  connection: Connection,
  { timeoutMs, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  work: (connection: WarehouseConnection) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const abort = () => connection.stop(asError(signal?.reason));
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          connection.stop(
            new UnavailableError(
              `The query was stopped after ${timeoutMs} ms. Ask for less: a shorter time or fewer columns.`,
            ),
          );
        }, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await work(connection);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
