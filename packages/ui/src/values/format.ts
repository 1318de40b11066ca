const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps of relative time: up to `below` ms away, counted in `unit`s of `size` ms. */
const steps = [
  { below: hour, unit: 'minute', size: minute },
  { below: day, unit: 'hour', size: hour },
  { below: 30 * day, unit: 'day', size: day },
  { below: 365 * day, unit: 'month', size: 30 * day },
  { below: Infinity, unit: 'year', size: 365 * day },
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const dateOnly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const monthOnly = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const plain = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `3 hours ago`, `in 2 days`, `just now`. @param at epoch ms */
export function formatRelative(at: number, now: number): string {
  const away = at - now;
  if (Math.abs(away) < minute) return 'just now';
  const step = steps.find(({ below }) => Math.abs(away) < below) ?? steps[4];
  return relative.format(Math.round(away / step.size), step.unit);
}

/** `21 Nov 2026, 10:30` in the viewer's time zone. @param at epoch ms */
export const formatAbsolute = (at: number): string => absolute.format(at);

/** `21 Nov 2026` in the viewer's time zone. @param at epoch ms */
export const formatDate = (at: number): string => dateOnly.format(at);

/** `November 2026`; text that is no month stays, for the page that says so. @param month `2026-11`, or any day of it */
export function formatMonth(month: string): string {
  const first = new Date(`${month.slice(0, 7)}-01T00:00:00Z`);
  return Number.isNaN(first.getTime()) ? month : monthOnly.format(first);
}

/** `1,234,567`. */
export const formatCount = (value: number | bigint): string => plain.format(value);

/** `1.2M`, for where room is short. */
export const formatCompact = (value: number | bigint): string => compact.format(value);

/** At most `digits` decimals, none that are zero. */
export const formatNumber = (value: number, digits = 2): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value);

/** `1.4 MB`: powers of 1000, as disks and browsers count. */
export function formatBytes(value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: units[power],
    unitDisplay: 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(value / 1000 ** power);
}
