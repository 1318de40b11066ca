import { formatCount, formatNumber } from '@netcrab/ui';

const second = 1_000;
const minute = 60 * second;

/** `42 %`; small ones with a decimal. */
export const percent = (value: number): string =>
  `${formatNumber(100 * value, Math.abs(value) < 0.1 ? 1 : 0)} %`;

/** `840 ms`, `12.4 s`, `3 min 20 s`. */
export function time(ms: number): string {
  if (ms < second) return `${formatNumber(ms, 0)} ms`;
  if (ms < minute) return `${formatNumber(ms / second, 1)} s`;
  const minutes = Math.floor(ms / minute);
  const seconds = Math.round((ms % minute) / second);
  return seconds === 0 ? `${formatCount(minutes)} min` : `${formatCount(minutes)} min ${seconds} s`;
}

/** `+4.2`, `−4.2`. */
export const signed = (value: number, digits = 1): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : '±'}${formatNumber(Math.abs(value), digits)}`;

/** How the values of a unit are written. */
const units: Readonly<Record<string, (value: number) => string>> = {
  share: percent,
  ms: time,
  s: value => time(value * second),
  'of 100': value => formatNumber(value, 1),
  sessions: value => formatCount(Math.round(value)),
  runs: value => formatCount(Math.round(value)),
  incidents: value => formatCount(Math.round(value)),
  users: value => formatCount(Math.round(value)),
  '0 to 1': value => formatNumber(value, 3),
};

export const inUnit = (unit: string | undefined, value: number): string =>
  (units[unit ?? ''] ?? (one => formatNumber(one, Math.abs(one) < 1 ? 2 : 1)))(value);
