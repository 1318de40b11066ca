import type { Statement } from 'better-sqlite3';
import type { Knex } from 'knex';

/** Some kilobytes each; what a busy portal asks over and over are some hundred. */
const mostStatements = 400;
/** Those of bulk inserts are longer, seldom asked for twice, and large once they are prepared. */
const longestText = 4_000;
/** Not PRAGMA, parts of which take effect as they are prepared; DDL and savepoints have another text each time. */
const worthKeeping = /^\s*(?:select|insert|update|delete|with|begin|commit|rollback\s*;?\s*$)/i;

export interface Preparing {
  prepare(sql: string): Statement;
}

/**
 * Makes a connection keep the statements that it used last, for when their text comes again: knex prepares whatever it
 * runs anew, which costs more than running it. SQLite prepares a kept one again by itself when the schema has changed.
 * For whoever runs a statement to its end before the next, as knex does; not for `bind()`, `pluck()` or iterators.
 */
export function keepStatements(connection: Preparing, most = mostStatements): void {
  const kept = new Map<string, Statement>();
  const prepare = connection.prepare.bind(connection);
  connection.prepare = sql => {
    const known = kept.get(sql);
    if (known) {
      // To the end: the first is the one that was not used for longest.
      kept.delete(sql);
      kept.set(sql, known);
      // The query before may have asked for bigints.
      return known.safeIntegers(false);
    }
    const statement = prepare(sql);
    if (sql.length > longestText || !worthKeeping.test(sql)) return statement;
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return statement;
  };
}

interface Limited {
  readonly _single: { readonly limit: number };
  limit(most: number, options: { skipBinding: boolean }): unknown;
}

const isLimited = (builder: object): builder is Limited =>
  '_single' in builder &&
  typeof builder._single === 'object' &&
  builder._single !== null &&
  'limit' in builder._single &&
  typeof builder._single.limit === 'number';

/**
 * Makes limits part of the text. SQLite plans by the number, so a kept statement would be prepared again each time that
 * one is bound; and knex limits whatever reads one row.
 */
export function writeLimitsOut(database: Knex): void {
  database.on('start', (builder: object) => {
    if (isLimited(builder)) builder.limit(builder._single.limit, { skipBinding: true });
  });
}
