import { InvalidRequestError } from '@netcrab/plugin-api/backend';
import { longestRangeDays, type About } from '../../contract';

export const dayMs = 86_400_000;
const defaultDays = 30;

/** Whole UTC days, as epoch ms of midnights: `from` to before `until`; the window before it begins at `previous`. */
export interface Window {
  readonly previous: number;
  readonly from: number;
  readonly until: number;
}

const midnight = (at: number) => Math.floor(at / dayMs) * dayMs;
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The days asked for; without them the last 30, today among them. A lone end is completed to 30 days. */
export function windowOf(asked: { readonly from?: string; readonly to?: string }, now: number): Window {
  const start = asked.from === undefined ? undefined : Date.parse(`${asked.from}T00:00:00Z`);
  const last =
    asked.to === undefined
      ? Math.max(midnight(now), start ?? -Infinity)
      : Date.parse(`${asked.to}T00:00:00Z`);
  const from = start ?? last - (defaultDays - 1) * dayMs;
  const until = last + dayMs;
  if (until <= from)
    throw new InvalidRequestError('The range ends before it begins.', [
      { field: 'query.from', message: `Choose a day up to ${asked.to}, or a later "to".` },
    ]);
  if (until - from > longestRangeDays * dayMs)
    throw new InvalidRequestError('The range is too long.', [
      { field: 'query.from', message: `Choose at most ${longestRangeDays} days.` },
    ]);
  return { previous: from - (until - from), from, until };
}

/** The whole months that the window touches. */
export function monthsOf({ from, until }: Window): Window {
  const month = (at: number, more: number) => {
    const day = new Date(at);
    return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + more, 1);
  };
  const start = month(from, 0);
  return { previous: start, from: start, until: month(until - dayMs, 1) };
}

/** The window's days, oldest first. */
export const daysOf = ({ from, until }: Window): string[] =>
  Array.from({ length: Math.round((until - from) / dayMs) }, (_, index) => dayOf(from + index * dayMs));

export const windowAbout = ({ previous, from, until }: Window): Pick<About, 'window' | 'previous'> => ({
  window: { from: dayOf(from), to: dayOf(until - dayMs) },
  previous: { from: dayOf(previous), to: dayOf(from - dayMs) },
});
