import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'left' | 'right' | 'center';
  sortable?: boolean;
  /** Of the placeholder while loading: px or CSS length; 60 % without it. */
  skeletonWidth?: number | string;
  /** The card's title on a phone. */
  primary?: boolean;
  /** The header is read aloud but not drawn: for a column of buttons. */
  hideHeader?: boolean;
  width?: number | string;
}

/** A column id, descending with a leading minus: `created`, `-created`. Fits a URL and most APIs. */
export type Sort = string;

export const sortedColumn = (sort: Sort): string => sort.replace(/^-/, '');

/** What a click on a column's header asks for: ascending first, then the other way round. */
export const nextSort = (column: string, sort: Sort | undefined): Sort =>
  sort === column ? `-${column}` : column;

export function ariaSort(column: string, sort: Sort | undefined): 'ascending' | 'descending' | 'none' {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
}
