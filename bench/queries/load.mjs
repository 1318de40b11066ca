import { converse } from './conversation.mjs';

/**
 * Asks over kept-alive connections, one request at a time on each, and answers how many were answered.
 * @param next the path of the next request
 */
export async function load({ port, connections, seconds, next, headers }) {
  let count = 0;
  let open = true;
  const talks = Array.from({ length: connections }, () =>
    converse({ port, headers, next: () => (open ? next() : null), answered: () => (count += 1) }),
  );
  const timer = setTimeout(() => (open = false), seconds * 1000);
  try {
    await Promise.all(talks);
  } finally {
    clearTimeout(timer);
    open = false;
  }
  return count;
}
