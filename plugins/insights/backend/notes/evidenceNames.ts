import type { Evidence } from '../../contract';

/** Parameters of an evidence's address whose values name something of the product. */
const naming = ['screen', 'task', 'a', 'b', 'release', 'segment', 'device'];

/** The names an evidence gives: of the screens, tasks and releases that its addresses show. */
export function namesIn(evidence: readonly Evidence[]): Set<string> {
  const names = evidence.flatMap(({ query }) => {
    const params = new URL(query, 'http://portal').searchParams;
    return naming.map(key => params.get(key)).filter(name => name !== null);
  });
  return new Set(names);
}
