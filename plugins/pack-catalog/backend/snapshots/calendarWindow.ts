/** First and last day, ISO, of a calendar window: `2026-11-03`, `2026-11`, `2026Q4`, `2026W47`, `2026`; null for other text. */
export function windowDays(text: string): { readonly first: string; readonly last: string } | null {
  const match = /^(\d{4})(?:-?(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?$/.exec(text);
  if (!match) return null;
  const [, year = '', quarter, week, month, day] = match;
  const y = Number(year);
  if (day) return { first: text, last: text };
  if (month) return span(Date.UTC(y, Number(month) - 1, 1), Date.UTC(y, Number(month), 0));
  if (quarter) return span(Date.UTC(y, Number(quarter) * 3 - 3, 1), Date.UTC(y, Number(quarter) * 3, 0));
  if (week) {
    const monday = isoWeekMonday(y, Number(week));
    return span(monday, monday + 6 * dayMs);
  }
  return span(Date.UTC(y, 0, 1), Date.UTC(y, 12, 0));
}

const dayMs = 86_400_000;
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
const span = (first: number, last: number) => ({ first: iso(first), last: iso(last) });

/** ISO 8601: week 1 is the one with 4 January in it. */
function isoWeekMonday(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((week - 1) * 7 - weekday) * dayMs;
}

/**
 * Days since the epoch that a cell covers: from its first day to the end of its grain. Weeks end on Sunday, or with
 * the month, so that they nest in months.
 */
export function daysOf(first: string, grain: string): number[] {
  const at = new Date(`${first}T00:00:00Z`);
  const start = Math.round(at.getTime() / dayMs);
  if (!Number.isFinite(start)) return [];
  const monthEnd = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) / dayMs;
  const sundayEnd = start + 7 - ((at.getUTCDay() + 6) % 7);
  const end = grain === 'month' ? monthEnd : grain === 'week' ? Math.min(sundayEnd, monthEnd) : start + 1;
  return Array.from({ length: end - start }, (_, index) => start + index);
}
