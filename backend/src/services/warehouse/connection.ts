import type { WarehouseConnection, WarehouseValue } from '@netcrab/plugin-api/backend';
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendColumns } from './append';
import { readRows } from './readRows';
import { createSlots, type Slots } from './slots';
import { createReader, toParameter, type Duck } from './values';

/** An interrupt only reaches a statement that runs, and one handed to a thread may not run yet: so it is repeated. */
const interruptEveryMs = 20;

/** One connection of the engine, with a way to stop what it does. */
export interface Connection extends WarehouseConnection {
  /** Interrupts the running statement and refuses later ones with this error. */
  stop(reason: Error): void;
  /** Closes it, which undoes an open transaction. */
  close(): void;
  /** Stops it, and closes it once nothing runs on it: its user may be at other work, amid a transaction. */
  end(reason: Error): Promise<void>;
}

/** @param slots bounds the statements that run at once over all connections: each holds a thread of libuv's few. */
export function createConnection(duck: Duck, connection: DuckDBConnection, slots: Slots): Connection {
  const read = createReader(duck);
  // Statements of one connection queue in the engine, each blocking a thread; here they wait without one.
  const oneByOne = createSlots(1);
  let stopped: Error | undefined;
  let running = false;
  let closed = false;
  let interrupts: NodeJS.Timeout | undefined;

  const exclusively = <T>(work: () => Promise<T>): Promise<T> =>
    oneByOne.run(() =>
      slots.run(async () => {
        if (stopped) throw stopped;
        running = true;
        try {
          return await work();
        } catch (error) {
          throw stopped ?? error;
        } finally {
          running = false;
          clearInterval(interrupts);
        }
      }),
    );

  async function execute(sql: string, params: readonly WarehouseValue[]) {
    if (params.length === 0) return connection.run(sql);
    const statement = await connection.prepare(sql);
    try {
      if (params.length !== statement.parameterCount)
        throw new RangeError(
          `The statement has ${statement.parameterCount} parameters, ${params.length} were given.`,
        );
      params.forEach((value, index) => {
        const [bound, type] = toParameter(duck, value, statement.parameterTypeId(index + 1));
        statement.bindValue(index + 1, bound, type);
      });
      return await statement.run();
    } finally {
      statement.destroySync();
    }
  }

  function stop(reason: Error) {
    if (stopped) return;
    stopped = reason;
    if (!running) return;
    connection.interrupt();
    interrupts = setInterval(() => connection.interrupt(), interruptEveryMs);
  }

  function close() {
    clearInterval(interrupts);
    if (!closed) connection.closeSync();
    closed = true;
  }

  return {
    query: <Row>(sql: string, params: readonly WarehouseValue[] = []) =>
      exclusively(async () => {
        const result = await execute(sql, params);
        return (await readRows(result, read)) as Row[];
      }),
    run: (sql, params = []) => exclusively(async () => void (await execute(sql, params))),
    append: (table, columns) => exclusively(() => appendColumns(duck, connection, table, columns)),
    stop,
    close,
    async end(reason) {
      stop(reason);
      await oneByOne.run(async () => undefined);
      close();
    },
  };
}
