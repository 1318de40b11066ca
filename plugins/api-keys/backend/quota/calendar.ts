import type { Clock } from '@netcrab/plugin-api/backend';

const dayMs = 86_400_000;

export interface Month {
  /** `2026-11` */
  readonly key: string;
  /** Epoch ms of its first instant, UTC. */
  readonly start: number;
  /** Epoch ms of the first instant after it. */
  readonly end: number;
}

/** The UTC day as `2026-11-05`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export function monthOf(at: number): Month {
  const date = new Date(at);
  return monthFrom(date.getUTCFullYear(), date.getUTCMonth());
}

/** @param key `2026-11`, validated. */
export function monthNamed(key: string): Month {
  return monthFrom(Number(key.slice(0, 4)), Number(key.slice(5)) - 1);
}

const monthFrom = (year: number, index: number): Month => {
  const start = Date.UTC(year, index);
  return { key: new Date(start).toISOString().slice(0, 7), start, end: Date.UTC(year, index + 1) };
};

/** The days of the month up to `now`; all of them once it is over. */
export function daysOfMonth(month: Month, now: number): string[] {
  const days: string[] = [];
  for (let at = month.start; at < month.end && at <= now; at += dayMs) days.push(dayOf(at));
  return days;
}

/** The last `count` UTC days, oldest first, today last. */
export const lastDays = (now: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => dayOf(now - (count - 1 - i) * dayMs));

/** Now, with its day and month; worked out once a day, since it is asked at every request. */
export function utcCalendar(
  clock: Clock,
): () => { readonly now: number; readonly date: string; readonly month: Month } {
  let month = monthOf(clock.now());
  let date = '';
  let dayStart = 0;
  let dayEnd = 0;
  return () => {
    const now = clock.now();
    if (now < dayStart || now >= dayEnd) {
      dayStart = Math.floor(now / dayMs) * dayMs;
      dayEnd = dayStart + dayMs;
      date = dayOf(now);
      month = monthOf(now);
    }
    return { now, date, month };
  };
}
