/** Recent routes are remembered, since a product has few. */
const remembered = 4_096;

/** Percent-encoded ASCII in clear; twice encoded text, too, as some proxies leave it. */
function decoded(text: string): string {
  let before: string;
  do {
    before = text;
    text = text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  } while (text !== before);
  return text;
}

/**
 * A route as a server would resolve it: without origin, query and parameters; lower case; `/hr/` and `//x/../HR` → `/hr`.
 */
export function normalPath(route: string): string {
  const [path = ''] = decoded(route)
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')
    .split(/[?#]/);
  const steps: string[] = [];
  for (const step of path.toLowerCase().split(/[/\\]+/)) {
    const [name = ''] = step.split(';');
    if (name === '..') steps.pop();
    else if (name !== '' && name !== '.') steps.push(name);
  }
  return `/${steps.join('/')}`;
}

/**
 * Whether a route is below one of the prefixes, however it is written: `/admin` covers `/admin/users?q=1`, `/%61dmin` and
 * the hash route `/#/admin`, and not `/administration`.
 */
export function pathRule(ignored: readonly string[]): (route: string) => boolean {
  const prefixes = ignored.map(normalPath);
  const covers = (path: string) => prefixes.some(prefix => path === prefix || path.startsWith(`${prefix}/`));
  if (prefixes.length === 0) return () => false;
  const judge = (route: string) => {
    const [before = '', ...hashes] = decoded(route).split('#');
    return covers(normalPath(before)) || hashes.some(hash => covers(normalPath(hash.replace(/^!/, ''))));
  };
  const known = new Map<string, boolean>();
  return route => {
    let verdict = known.get(route);
    if (verdict === undefined) {
      verdict = judge(route);
      if (known.size >= remembered) known.clear();
      known.set(route, verdict);
    }
    return verdict;
  };
}
