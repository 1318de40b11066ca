import type { ColumnType, WarehouseValue } from '@netcrab/plugin-api/backend';

/** A column of a table and how a row's value for it is found. */
export interface ColumnSpec<Row> {
  readonly name: string;
  readonly type: Exclude<ColumnType, 'VARCHAR[]'>;
  readonly value: (row: Row) => WarehouseValue;
}

export const namesOf = (specs: ReadonlyArray<{ readonly name: string }>): string =>
  specs.map(({ name }) => `"${name}"`).join(', ');
