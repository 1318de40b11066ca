/** Pairs among n. */
const pairs = (n: number): number => (n * (n - 1)) / 2;

/**
 * Adjusted Rand index of two groupings of the same things: 1 where they agree, 0 as chance would (Hubert and Arabie 1985).
 */
export function adjustedRandIndex(one: readonly string[], other: readonly string[]): number {
  const count = (names: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0);
  };
  const both = count(one.map((name, place) => JSON.stringify([name, other[place]])));
  const [a, b] = [count(one), count(other)];
  const expected = (a * b) / pairs(one.length);
  return (both - expected) / ((a + b) / 2 - expected);
}
