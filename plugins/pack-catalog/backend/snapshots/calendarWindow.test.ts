import { daysOf, windowDays } from './calendarWindow';

it.each([
  ['2026-11-03', '2026-11-03', '2026-11-03'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026Q4', '2026-10-01', '2026-12-31'],
  ['2026W53', '2026-12-28', '2027-01-03'],
  ['2021-W01', '2021-01-04', '2021-01-10'],
  ['2026', '2026-01-01', '2026-12-31'],
])('%s runs from %s to %s', (text, first, last) => expect(windowDays(text)).toEqual({ first, last }));

it('knows no days of other text', () => expect(windowDays('soon')).toBeNull());

it.each([
  ['2026-11-03', 'day', 1],
  ['2026-11-02', 'week', 7],
  // A Monday the day before the month ends.
  ['2026-11-30', 'week', 1],
  ['2026-11-01', 'month', 30],
  ['soon', 'day', 0],
])('a cell of %s by %s covers %s days', (first, grain, days) =>
  expect(daysOf(first, grain)).toHaveLength(days),
);
