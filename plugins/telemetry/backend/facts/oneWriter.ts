import type { WarehouseService } from '@netcrab/plugin-api/backend';

/**
 * The warehouse with transactions one after the other. Rounds, aggregation, inference and deletion all count up the one
 * sequence of changes; at the same time they would conflict and undo each other's work. Queries wait for nobody. A
 * transaction inside another would wait for ever: use the connection given.
 */
export function oneWriter(warehouse: WarehouseService): WarehouseService {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    ...warehouse,
    run: (sql, params) => inTurn(() => warehouse.run(sql, params)),
    append: (table, columns) => inTurn(() => warehouse.append(table, columns)),
    transaction: work => inTurn(() => warehouse.transaction(work)),
  };
}
