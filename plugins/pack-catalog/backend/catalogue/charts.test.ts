import { windowTitle } from './charts';

it.each([
  [30, ['day', 'day'], 'last 30 days of data'],
  [6, ['week'], 'last 6 weeks of data'],
  [3, ['month'], 'last 3 months of data'],
  [12, ['week', 'day'], 'last 12 dates of data, by day and week'],
  [12, ['month', 'week', 'day'], 'last 12 dates of data, by day, week and month'],
])('%d dates of grains %p are titled “%s”', (points, grains, title) => {
  expect(windowTitle(points, grains)).toBe(title);
});
