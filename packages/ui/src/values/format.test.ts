import { formatMonth, formatBytes, formatCompact, formatNumber, formatRelative } from './format';

const now = Date.UTC(2026, 10, 1, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [now - 20_000, 'just now'],
  [now - 5 * minute, '5 minutes ago'],
  [now - 3 * hour, '3 hours ago'],
  [now - day, 'yesterday'],
  [now + 2 * day, 'in 2 days'],
  [now - 70 * day, '2 months ago'],
  [now - 800 * day, '2 years ago'],
])('time %d reads “%s”', (at, text) => {
  expect(formatRelative(at, now)).toBe(text);
});

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [1_440_000, '1.4 MB'],
  [5.5e15, '5,500 TB'],
])('%d bytes read “%s”', (value, text) => {
  expect(formatBytes(value)).toBe(text);
});

test('a month is named, whatever the viewer’s time zone', () => {
  expect(formatMonth('2026-11')).toBe('November 2026');
  expect(formatMonth('2026-11-01')).toBe('November 2026');
  expect(formatMonth('2026-13')).toBe('2026-13');
});

test('numbers drop zeros they do not need', () => {
  expect(formatNumber(12.5)).toBe('12.5');
  expect(formatNumber(3, 2)).toBe('3');
  expect(formatCompact(1_204_333)).toBe('1.2M');
});
