import type { WarehouseService } from '@netcrab/plugin-api/backend';
import { mediaTypes } from '../../contract/types';
import { andThen } from '../andThen';
import type { SnapshotTable } from '../snapshots/openTable';
import type { Answer } from './answers';
import { writeArrow } from './arrow';
import { writeCsv } from './csv';
import { writeCursor } from './cursor';
import type { DataQuery } from './dataQuery';
import { writeParquet } from './parquet';
import { countStatement, jsonStatement, lastRowStatement, rowsStatement, type Statement } from './statement';
import type { TableReader } from './tableReader';

export interface AnswerReader {
  /** The page a query asks for, encoded. */
  read(table: SnapshotTable, query: DataQuery): Answer | Promise<Answer>;
  /** Rows of the query on all pages. */
  count(table: SnapshotTable, query: DataQuery): number | Promise<number>;
}

interface Content {
  readonly body: Uint8Array;
  readonly rows: number;
}

export function createAnswerReader(reader: TableReader, warehouse: WarehouseService, scratch: string): AnswerReader {
  const run = (table: SnapshotTable, query: DataQuery, statement: Statement) =>
    reader.rows(table, statement, {
      depth: query.offset + query.limit,
      // A cursor's condition on the sort column is taken by the same index that gives the order.
      filters: query.predicates.length,
    });

  function content(table: SnapshotTable, query: DataQuery): Content | Promise<Content> {
    if (query.format === 'json' || query.format === 'ndjson') {
      return andThen(run(table, query, jsonStatement(table, query, query.format === 'json' ? ',' : '\n')), ([row]) => ({
        body: row?.[0] instanceof Uint8Array ? row[0] : new Uint8Array(),
        rows: Number(row?.[1] ?? 0),
      }));
    }
    return andThen(run(table, query, rowsStatement(table, query)), rows => {
      if (query.format === 'csv') {
        return { body: Buffer.from(writeCsv(query.fields.map(({ name }) => name), rows)), rows: rows.length };
      }
      const written =
        query.format === 'arrow'
          ? writeArrow(query.fields, rows)
          : writeParquet(warehouse, scratch, query.fields, rows);
      return written.then(body => ({ body, rows: rows.length }));
    });
  }

  /** Where the next page starts; null when this page was not full. */
  function next(table: SnapshotTable, query: DataQuery, rows: number): string | null | Promise<string | null> {
    if (rows < query.limit) return null;
    return andThen(run(table, query, lastRowStatement(table, query)), ([last]) => {
      if (!last) return null;
      const [row, ...values] = last as [number, ...Array<string | number | null>];
      return writeCursor({ buildId: table.snapshot.buildId, shape: query.shape, row, values });
    });
  }

  return {
    read: (table, query) =>
      andThen(content(table, query), page =>
        andThen(next(table, query, page.rows), cursor => encode(table, query, page, cursor)),
      ),
    count: (table, query) =>
      andThen(
        reader.rows(table, countStatement(table, query), {
          depth: query.predicates.length === 0 ? 0 : table.rows,
          filters: query.predicates.length,
        }),
        ([row]) => Number(row?.[0] ?? 0),
      ),
  };
}

const newline = Buffer.from('\n');

function encode(table: SnapshotTable, query: DataQuery, page: Content, cursor: string | null): Answer {
  const { packId, version, buildId } = table.snapshot;
  let { body } = page;
  if (query.format === 'json') {
    const head = { packId, version, buildId, rowCount: page.rows, nextCursor: cursor };
    body = Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},"rows":[`), body, Buffer.from(']}')]);
  } else if (query.format === 'ndjson' && page.rows > 0) {
    body = Buffer.concat([body, newline]);
  }
  return {
    body,
    rows: page.rows,
    headers: {
      'content-type': mediaTypes[query.format],
      etag: query.etag,
      vary: 'accept, authorization',
      'x-pack-version': `${packId}@${version}+${buildId}`,
      'x-row-count': String(page.rows),
      ...(cursor !== null && { 'x-next-cursor': cursor }),
    },
  };
}
