/** Tables of the warehouse; statements in the dialect both engines share. */
export interface WarehouseMigration {
  readonly name: string;
  readonly up: readonly string[];
  readonly down: readonly string[];
}

export type WarehouseValue = string | number | bigint | boolean | null | Date | readonly WarehouseValue[];

export type ColumnType =
  'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'BOOLEAN' | 'TIMESTAMP' | 'DATE' | 'VARCHAR[]';

/** One connection of the warehouse. Parameters are `$1`, `$2` …; never build SQL from input. */
export interface WarehouseConnection {
  /** Rows as objects; BIGINT arrives as bigint, TIMESTAMP and DATE as epoch ms. */
  query<Row = Record<string, WarehouseValue>>(
    sql: string,
    params?: readonly WarehouseValue[],
  ): Promise<Row[]>;
  run(sql: string, params?: readonly WarehouseValue[]): Promise<void>;
  /** Bulk append, column by column: `columns[i]` holds the values of column i. The fastest way in. */
  append(
    table: string,
    columns: ReadonlyArray<{ readonly type: ColumnType; readonly values: readonly WarehouseValue[] }>,
  ): Promise<void>;
}

export interface WarehouseService extends WarehouseConnection {
  readonly dialect: 'duckdb';
  /** All or nothing, on a connection of its own. Two that change the same rows conflict, and the later fails. */
  transaction<T>(work: (connection: WarehouseConnection) => Promise<T>): Promise<T>;
  /** A connection of its own whose statements are interrupted after `timeoutMs`, or when the signal aborts. */
  session<T>(
    options: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
    work: (connection: WarehouseConnection) => Promise<T>,
  ): Promise<T>;
}
