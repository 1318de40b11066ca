/** Only for parsing; never reached. */
const here = 'http://portal.invalid';

/**
 * The path to go on to after sign-in: of this portal only, else its start page. Refuses what a browser would take for
 * another site (`//host`, `/\host`, schemes, control characters that it drops).
 */
export function nextPath(next: string | null | undefined): string {
  if (!next || !next.startsWith('/') || /[\\\p{Cc}]/u.test(next)) return '/';
  const url = URL.canParse(next, here) ? new URL(next, here) : null;
  if (url?.origin !== here || next.startsWith('//')) return '/';
  // `/..//host` is a path here and another host once it stands in a Location header.
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') ? '/' : path;
}
