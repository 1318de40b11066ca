const firstMs = 500;
const longestMs = 60_000;

/**
 * How long to wait after so many failures in a row, in ms: doubling up to a minute, half of it by chance, so that agents
 * which lost the cloud together do not come back together; never less than the cloud asked for.
 */
export function backoffMs(failures: number, askedMs: number, random: () => number): number {
  const ceiling = Math.min(firstMs * 2 ** Math.min(failures - 1, 20), longestMs);
  return Math.max(ceiling / 2, 0) + random() * (ceiling / 2) + askedMs;
}
