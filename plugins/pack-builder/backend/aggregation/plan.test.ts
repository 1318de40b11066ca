import { kindOf } from './kinds';
import { nextLevel, placeAt, planLevels, type LevelCounts } from './plan';
import { labelReleases } from './releaseLabels';
import { windowsOf } from './calendar';

const ux = kindOf('ux_benchmarks');
const flows = kindOf('task_flows');
const count = (
  level: LevelCounts['level'],
  task: string,
  detail: string,
  units: number,
  windows: number,
  passing = windows,
) => {
  return { level, vertical: 'ERP', task, detail, units, windows, passing };
};
const key = (task: string, detail: string, units: number, passing = [30, 5, 1]) => [
  count('day', task, detail, units, 30, passing[0]),
  count('week', task, detail, units, 5, passing[1]),
  count('month', task, detail, units, 1, passing[2]),
];
const plan = (counts: LevelCounts[], kind = ux, useful = 0) =>
  Object.fromEntries(
    planLevels(counts, { kind, threshold: 100, useful, days: 30, coarsest: 'month', noise: () => 0 }).map(
      one => [`${one.task} ${one.detail}`, one.level],
    ),
  );

test('a key gets the finest grain that its counts and the org rules allow', () => {
  expect(
    plan([
      ...key('busy', '1', 6000),
      ...key('busy_few_orgs', '1', 6000, [10, 5, 1]),
      ...key('weekly', '1', 900),
      ...key('monthly', '1', 120),
    ]),
  ).toEqual({ 'busy 1': 'day', 'busy_few_orgs 1': 'week', 'weekly 1': 'week', 'monthly 1': 'month' });
});

test('a grain finer than the coarsest must promise useful margins', () => {
  const counts = [...key('daily', '1', 9000), ...key('weekly', '1', 6000), ...key('monthly', '1', 900)];
  expect(plan(counts, ux, 280)).toEqual({ 'daily 1': 'day', 'weekly 1': 'week', 'monthly 1': 'month' });
});

test('details too small to stand alone are merged, then tasks', () => {
  const counts = [
    ...key('split', '1', 60),
    ...key('split', '2', 50),
    count('any', 'split', '*', 110, 1),
    ...key('rare', '1', 9, [0, 0, 0]),
  ];
  expect(plan(counts)).toEqual({ 'split 1': 'any', 'split 2': 'any', 'rare 1': 'other' });
  expect(plan(key('OTHER', 'direct.light.failed', 9000).slice(2), flows)).toEqual({
    'OTHER direct.light.failed': 'other',
  });
});

test('a cell that breaks an org rule goes one level up, and in the end nowhere', () => {
  expect(nextLevel('day', 'a', ux, 'month')).toBe('week');
  expect(nextLevel('week', 'a', ux, 'month')).toBe('month');
  expect(nextLevel('month', 'a', ux, 'month')).toBe('any');
  expect(nextLevel('month', 'a', flows, 'month')).toBe('other');
  expect(nextLevel('day', 'a', ux, 'day')).toBe('any');
  expect(nextLevel('any', 'a', ux, 'month')).toBe('other');
  expect(nextLevel('other', 'OTHER', ux, 'month')).toBeNull();
  expect(placeAt('other', { vertical: 'ERP', task: 'a', detail: '3' }, ux)).toEqual({
    vertical: 'ERP',
    task: 'OTHER',
    detail: '*',
  });
});

test('weeks nest in months', () => {
  for (const month of ['2026-02', '2026-08', '2026-11', '2028-02']) {
    const weeks = windowsOf(month, 'week');
    expect(weeks[0]?.start).toBe(`${month}-01`);
    weeks.slice(1).forEach((week, i) => expect(week.start).toBe(weeks[i]?.end));
    expect(weeks.at(-1)?.end).toBe(windowsOf(month, 'month')[0]?.end);
  }
});

describe('releases', () => {
  const seen = (org: string, version: string, runs = 50) => ({ orgId: org, productId: 'app', version, runs });
  const details = (minOrgs: number, versions: ReturnType<typeof seen>[]) =>
    labelReleases(versions, minOrgs).map(({ orgId, version, detail }) => `${orgId} ${version} ${detail}`);

  test('carry their number where enough orgs share it, else the size of the step', () => {
    const versions = ['a', 'b'].flatMap(org => [seen(org, '1.9.0'), seen(org, '1.10.0')]);
    expect(details(2, versions)).toEqual([
      'a 1.10.0 1.10.0|after',
      'a 1.9.0 1.10.0|before',
      'b 1.10.0 1.10.0|after',
      'b 1.9.0 1.10.0|before',
    ]);
    expect(details(3, versions)[0]).toBe('a 1.10.0 minor|after');
    expect(details(3, [seen('a', '1.0'), seen('a', 'v2')])[0]).toBe('a v2 major|after');
    expect(details(3, [seen('a', '1.0.0'), seen('a', '1.0.1')])[0]).toBe('a 1.0.1 patch|after');
  });

  test('tags with words in them, and strays, are left out', () => {
    expect(details(1, [seen('a', '1.0.0'), seen('a', '2.0.0-acme'), seen('a', '3.0.0', 2)])).toEqual([]);
  });
});
