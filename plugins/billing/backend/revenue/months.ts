/** A calendar month in UTC, `2026-11`. */
export type Month = string;

const pattern = /^(\d{4})-(0[1-9]|1[0-2])$/;
const day = 86_400_000;

/** Epoch ms of its first moment. @throws RangeError for what is not a month */
export function monthStart(month: Month): number {
  const match = pattern.exec(month);
  if (!match) throw new RangeError(`"${month}" is not a month such as 2026-11`);
  return Date.UTC(Number(match[1]), Number(match[2]) - 1);
}

export const monthOf = (at: number): Month => new Date(at).toISOString().slice(0, 7);

/** The month `count` later, or earlier when negative. */
export function addMonths(month: Month, count: number): Month {
  const start = new Date(monthStart(month));
  return monthOf(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count));
}

/** Epoch ms of the first moment after it. */
export const monthEnd = (month: Month): number => monthStart(addMonths(month, 1));

/** Days of service (UTC) by month: from the day of `start` to the day before that of `end`; at least one. */
export function serviceMonths(start: number, end: number): Array<{ month: Month; days: number }> {
  const first = Math.floor(start / day);
  const last = Math.max(Math.floor(end / day), first + 1);
  const months: Array<{ month: Month; days: number }> = [];
  for (let at = first; at < last;) {
    const month = monthOf(at * day);
    const until = Math.min(last, monthEnd(month) / day);
    months.push({ month, days: until - at });
    at = until;
  }
  return months;
}
