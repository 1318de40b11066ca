/** Calendar cells. Days are ISO texts (`2026-11-03`), always UTC; ranges are half-open. */

export const grains = ['day', 'week', 'month'] as const;
export type Grain = (typeof grains)[number];

const dayMs = 86_400_000;

export const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);
export const epochOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const addDays = (day: string, days: number): string => dayOf(epochOf(day) + days * dayMs);
export const monthOf = (day: string): string => day.slice(0, 7);
export const firstDay = (month: string): string => `${month}-01`;

export function nextMonth(month: string): string {
  const [year = 0, index = 0] = month.split('-').map(Number);
  return index === 12 ? `${year + 1}-01` : `${year}-${String(index + 1).padStart(2, '0')}`;
}

export function previousMonth(month: string): string {
  return monthOf(addDays(firstDay(month), -1));
}

export interface Window {
  readonly grain: Grain;
  readonly start: string;
  /** The day after its last. */
  readonly end: string;
}

export function daysBetween(start: string, end: string): string[] {
  const days: string[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

/** ISO weeks, cut at the ends of the month so that weeks nest in months. */
function weekEnd(day: string): string {
  const monday = (new Date(epochOf(day)).getUTCDay() + 6) % 7;
  const end = addDays(day, 7 - monday);
  const monthEnd = firstDay(nextMonth(monthOf(day)));
  return end < monthEnd ? end : monthEnd;
}

/** The windows of a grain that make up a month, in order. */
export function windowsOf(month: string, grain: Grain): Window[] {
  const end = firstDay(nextMonth(month));
  const windows: Window[] = [];
  for (let start = firstDay(month); start < end;) {
    const stop = grain === 'day' ? addDays(start, 1) : grain === 'week' ? weekEnd(start) : end;
    windows.push({ grain, start, end: stop });
    start = stop;
  }
  return windows;
}

/** The start of the window that holds column `day`, as SQL. */
export const windowStartSql: Readonly<Record<Grain, string>> = {
  day: 'day',
  week: "CAST(greatest(date_trunc('week', day), date_trunc('month', day)) AS DATE)",
  month: "CAST(date_trunc('month', day) AS DATE)",
};
