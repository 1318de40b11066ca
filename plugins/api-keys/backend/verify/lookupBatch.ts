/** At most this many texts in one query: SQLite and Postgres both take more, but a flood should not make one long query. */
const largestBatch = 500;

/** Between the starts of two queries: a flood of unknown keys makes at most 50 a second, and a new key waits no longer. */
export const lookupSpacingMs = 20;

/** A timer that can be replaced in tests; answers after `ms`. */
export type Wait = (ms: number) => Promise<void>;

/**
 * Looks texts up in groups. The first lookup in a while goes out at once; those that arrive within `spacingMs` of the last
 * query share the next one. A flood of well-formed but unknown keys thus costs a bounded number of queries per second,
 * whatever its rate. Each lookup is answered by a query that began after it was asked.
 */
export function batchLookups<Found>(
  query: (texts: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
  { spacingMs, wait, now }: { readonly spacingMs: number; readonly wait: Wait; readonly now: () => number },
): (text: string) => Promise<Found | null> {
  interface Asked {
    readonly text: string;
    resolve(found: Found | null): void;
    reject(error: unknown): void;
  }
  let asked: Asked[] = [];
  let running = false;
  let lastStart = Number.NEGATIVE_INFINITY;

  async function run() {
    running = true;
    while (asked.length > 0) {
      const early = lastStart + spacingMs - now();
      if (early > 0) await wait(early);
      lastStart = now();
      const batch = asked.slice(0, largestBatch);
      asked = asked.slice(largestBatch);
      try {
        const found = await query([...new Set(batch.map(one => one.text))]);
        for (const one of batch) one.resolve(found.get(one.text) ?? null);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    running = false;
  }

  return text =>
    new Promise((resolve, reject) => {
      asked.push({ text, resolve, reject });
      if (!running) void run();
    });
}
