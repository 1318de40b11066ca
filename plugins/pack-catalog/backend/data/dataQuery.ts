import type { DataFormat } from '../../contract/types';
import type { Column } from '../snapshots/columns';
import type { Cursor } from './cursor';

/** One condition on a row: SQL over columns of the file, and the values bound into it. */
export interface Predicate {
  readonly sql: string;
  readonly params: ReadonlyArray<string | number>;
}

export interface OrderTerm {
  readonly column: Column;
  readonly descending: boolean;
}

/** A query of a snapshot, validated: nothing of it came from the request but bound values. */
export interface DataQuery {
  readonly format: DataFormat;
  readonly estimate: boolean;
  readonly fields: readonly Column[];
  readonly predicates: readonly Predicate[];
  /** Ties are broken by row id, in the direction of the first term. */
  readonly order: readonly OrderTerm[];
  readonly limit: number;
  readonly offset: number;
  readonly cursor: Cursor | null;
  /** Says which rows in which order, for cursors. */
  readonly shape: string;
  /** Strong; differs for all that can change a byte of the answer. */
  readonly etag: string;
}
