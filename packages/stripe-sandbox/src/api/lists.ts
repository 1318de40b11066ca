import { type Kind, type Kinds } from '../state/kinds';
import { type ListQuery } from '../state/store';
import { type World } from '../world';
import { invalidRequest } from './errors';

/** A list as the API shows it. */
export interface ApiPage<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export const page = <T>(url: string, data: T[], hasMore = false): ApiPage<T> => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
});

/** The parameters that all lists take. */
export interface Paging {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  created?: number | { gt?: number; gte?: number; lt?: number; lte?: number };
}

/** A page of what a list's parameters ask for, newest first. */
export function listOf<K extends Kind>(
  world: World,
  kind: K,
  url: string,
  paging: Paging,
  query: Pick<ListQuery, 'account' | 'where' | 'within'> = {},
): ApiPage<Kinds[K]> {
  const { limit = 10, starting_after: startingAfter, ending_before: endingBefore, created } = paging;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidRequest(`Invalid integer: limit must be between 1 and 100, and was ${limit}`, {
      param: 'limit',
    });
  }
  const { data, hasMore } = world.store.list(kind, {
    ...query,
    limit,
    startingAfter,
    endingBefore,
    created: typeof created === 'number' ? { gte: created, lte: created } : created,
  });
  return page(url, data, hasMore);
}

/** A page of a list that an object holds, in its own order. */
export function pageOf<T extends { id: string }>(url: string, all: readonly T[], paging: Paging): ApiPage<T> {
  const { limit = 10, starting_after: after, ending_before: before } = paging;
  const end = before === undefined ? all.length : all.findIndex(({ id }) => id === before);
  const start = before === undefined ? all.findIndex(({ id }) => id === after) + 1 : Math.max(0, end - limit);
  const data = all.slice(start, Math.min(end, start + limit));
  return page(url, data, before === undefined ? start + limit < all.length : start > 0);
}
