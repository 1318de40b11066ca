import { skewBandOf } from './skew';

it.each([
  [0, 'fine'],
  [-9_999, 'fine'],
  [10_000, 'behind_seconds'],
  [-59_999, 'ahead_seconds'],
  [60_000, 'behind_minutes'],
  [-3_599_999, 'ahead_minutes'],
  [3_600_000, 'behind_hours'],
  [-86_400_000, 'ahead_hours'],
])('a clock off by %i ms is %s', (skewMs, band) => {
  expect(skewBandOf(skewMs)).toBe(band);
});
