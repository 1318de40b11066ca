import type { WarehouseConnection, WarehouseValue } from '@netcrab/plugin-api/backend';
import type { Pace } from '../consumer/pace';
import { namesOf, type ColumnSpec } from './columns';

/** Few enough that working out one column is a fraction of a slice, many enough that the statement costs nothing. */
const rowsPerStatement = 8_192;
/** While requests wait: the engine's threads take the processor from them for as long as a statement lasts. */
const rowsUnderPressure = 2_048;
/** Between values: a control character, which no text of an event may hold (`patterns`), nor JSON unescaped. */
const separator = '\u001f';

/** How the engine reads a value back from text. */
const fromText: Readonly<Record<ColumnSpec<never>['type'], (text: string) => string>> = {
  VARCHAR: text => text,
  BOOLEAN: text => `${text}::BOOLEAN`,
  INTEGER: text => `${text}::INTEGER`,
  BIGINT: text => `${text}::BIGINT`,
  DOUBLE: text => `${text}::DOUBLE`,
  TIMESTAMP: text => `epoch_ms(${text}::BIGINT)`,
  DATE: text => `epoch_ms(${text}::BIGINT)::DATE`,
};

/**
 * Adds rows to a table. Each column travels as one text that the engine takes apart on its own threads: appending value
 * by value costs the event loop three times as much. A column of one value, as most are, travels as that value. The
 * texts stand in a table of one row that the engine may not look through: a list it knows to be constant it would make
 * a generic value of each item of, which costs as much as all the rest.
 * Texts must be free of control characters and not empty.
 */
export async function insertRows<Row>(
  connection: WarehouseConnection,
  table: string,
  specs: ReadonlyArray<ColumnSpec<Row>>,
  rows: readonly Row[],
  pace: Pace,
): Promise<void> {
  for (let from = 0; from < rows.length;) {
    const piece = rows.slice(from, from + (pace.pressed ? rowsUnderPressure : rowsPerStatement));
    from += piece.length;
    const params: WarehouseValue[] = [];
    const texts: string[] = [];
    const lists: string[] = [];
    const values: string[] = [];
    for (const { type, value } of specs) {
      const column = piece.map(value);
      const [first] = column;
      const read = fromText[type];
      if (column.every(one => one === first)) {
        values.push(first === null ? 'NULL' : read(`$${params.push(String(first))}`));
      } else {
        const list = `c${lists.length}`;
        texts.push(`$${params.push(column.join(separator))} AS ${list}`);
        lists.push(`unnest(string_split(${list}, chr(31))) AS ${list}`);
        values.push(read(column.includes(null) ? `nullif(${list}, '')` : list));
      }
      await pace.turn();
    }
    const sent = lists.length > 0 ? `WITH sent AS MATERIALIZED (SELECT ${texts.join(', ')})` : '';
    const source = lists.length > 0 ? `(SELECT ${lists.join(', ')} FROM sent)` : `range(${piece.length})`;
    await connection.run(
      `${sent} INSERT INTO ${table} (${namesOf(specs)}) SELECT ${values.join(', ')} FROM ${source}`,
      params,
    );
    await pace.turn();
  }
}
