/** The days a simulation covers, and which release each product runs on each of them. All UTC. */
export const dayMs = 86_400_000;

export interface SimulatedDay {
  /** Epoch ms of its midnight. */
  readonly start: number;
  /** Use relative to an ordinary working day. */
  readonly activity: number;
}

/** Monday to Sunday. */
const weekdayActivity = [1.12, 1.15, 1.1, 1.05, 0.95, 0.5, 0.45] as const;

/** `count` whole days, the last of them yesterday. */
export function simulatedDays(today: number, count: number): SimulatedDay[] {
  const midnight = Math.floor(today / dayMs) * dayMs;
  return Array.from({ length: count }, (_, index) => {
    const start = midnight - (count - index) * dayMs;
    const weekday = (new Date(start).getUTCDay() + 6) % 7;
    // Use grows by a sixth over the whole time.
    const growth = 1 + index / count / 6;
    return { start, activity: (weekdayActivity[weekday] ?? 1) * growth };
  });
}

/** Releases come out in the middle of a month, so that each month has runs before and after its release. */
const firstReleaseDay = 12;
export const rolloutDays = 5;

export const versionName = (release: number): string => `3.${release}.0`;

/**
 * When releases 1, 2 … begin to roll out, as epoch ms: once in each month that the days cover well on both sides. Every
 * product takes one up within {@link rolloutDays} days. Release 0 runs from the beginning.
 */
export function releaseDates(days: readonly SimulatedDay[]): number[] {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const dates: number[] = [];
  const cursor = new Date(first.start);
  for (let month = cursor.getUTCMonth(); ; month++) {
    const date = Date.UTC(cursor.getUTCFullYear(), month, firstReleaseDay);
    if (date > last.start - rolloutDays * dayMs) return dates;
    if (date - 5 * dayMs >= first.start) dates.push(date);
  }
}
