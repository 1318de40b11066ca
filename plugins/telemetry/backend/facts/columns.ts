import type { ColumnType, WarehouseValue } from '@netcrab/plugin-api/backend';

/** A column of a table and how a row's value for it is found. */
export interface ColumnSpec<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly value: (row: Row) => WarehouseValue;
}

export interface ColumnData {
  readonly type: ColumnType;
  readonly values: readonly WarehouseValue[];
}

/** Rows as the columns that the warehouse appends. */
export const toColumns = <Row>(specs: ReadonlyArray<ColumnSpec<Row>>, rows: readonly Row[]): ColumnData[] =>
  specs.map(({ type, value }) => ({ type, values: rows.map(value) }));

export const namesOf = (specs: ReadonlyArray<{ readonly name: string }>): string =>
  specs.map(({ name }) => `"${name}"`).join(', ');
