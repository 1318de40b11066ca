import { line } from './text';

/** Words of a path stay; ids, numbers, addresses and whatever is encoded do not. */
const isWord = (segment: string): boolean =>
  segment.length <= 32 && /^(?:[a-z][a-z_.~-]*\d{0,2})?$/i.test(segment);

const plain = (path: string): string =>
  path
    .split('/')
    .map(segment => (isWord(segment) ? segment : ':id'))
    .join('/');

/**
 * The screen of an address: its path, and the path after `#/` where pages are told apart by it. Queries and other
 * fragments are never part of it. At most 300 characters.
 */
export function screenOf(
  { pathname, hash }: { readonly pathname: string; readonly hash: string },
  name?: (path: string) => string,
): string {
  const [, inner = ''] = /^#!?(\/[^?#]*)/.exec(hash) ?? [];
  const path = inner ? `${pathname}#${inner}` : pathname;
  return line(name?.(path), 300) ?? line(plain(pathname) + (inner && `#${plain(inner)}`), 300) ?? '/';
}
