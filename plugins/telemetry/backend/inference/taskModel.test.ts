import fc from 'fast-check';
import { nameTask } from './nameTask';
import { pathOf } from './pathSteps';
import { assignPaths, learnTasks, mostLearned } from './taskModel';

const path = (...steps: Array<readonly [screen: string, act: string]>) =>
  pathOf(steps.map(([screen, act]) => ({ screen, act, timing: '' })));

/** Variations of doing one thing on one screen. */
const acts = ['button', 'type input_text', 'select', 'a', 'open'] as const;
const variation = (screen: string, seed: number) =>
  path(
    [screen, 'open'],
    [screen, acts[seed % 5] ?? 'a'],
    [screen, 'type input_text'],
    [screen, acts[(seed >> 2) % 5] ?? 'a'],
    [screen, 'button'],
  );
const screens = ['deal', 'contact', 'report'];
const sequence = fc
  .array(fc.tuple(fc.constantFrom(...screens), fc.nat({ max: 24 })), { minLength: 1, maxLength: 80 })
  .map(list => [...new Set(list.map(([screen, seed]) => variation(screen, seed)))]);

describe('tasks learned from paths', () => {
  it('keep their names as paths are added', () => {
    fc.assert(
      fc.property(sequence, paths => {
        const whole = learnTasks(paths, []);
        const half = learnTasks(paths.slice(0, Math.ceil(paths.length / 2)), []);
        // What was learned from before is still called what it was.
        for (const task of half) {
          const now = whole.find(({ taskType }) => taskType === task.taskType);
          if (now) expect(now.examples.some(example => task.examples.includes(example))).toBe(true);
        }
        expect(new Set(whole.map(({ taskType }) => taskType)).size).toBe(whole.length);
      }),
      { numRuns: 60 },
    );
  });

  it('find what is done on which screen, and know it again', () => {
    const paths = Array.from({ length: 16 }, (_, i) => variation(screens[i % 2] ?? '', i * 3));
    const tasks = learnTasks([...new Set(paths)], []);
    expect(tasks.map(({ taskType }) => taskType).sort()).toEqual(['fill-contact', 'fill-deal']);
    const known = assignPaths([variation('deal', 7), path(['help', 'scroll'])], tasks);
    expect(tasks[known[0] ?? -1]?.taskType).toBe('fill-deal');
    expect(known[1]).toBe(-1);
  });

  it('take no name that is taken, and learn from so many at most', () => {
    const known = [{ taskType: 'fill-deal', label: 'Fill in: deal', examples: [] }];
    expect(learnTasks([variation('deal', 1)], known).map(({ taskType }) => taskType)).toEqual([
      'fill-deal-2',
    ]);
    const many = Array.from({ length: 2 * mostLearned }, (_, i) => variation(`s${i % 3}`, i));
    const tasks = learnTasks([...new Set(many)], []);
    expect(tasks.every(({ examples }) => examples.length <= 12)).toBe(true);
    expect(learnTasks([], [])).toEqual([]);
  });
});

test.each([
  [
    path(['crm/contact_form', 'type input_text'], ['crm/contact_form', 'button']),
    'fill-crm-contact-form',
    'Fill in: crm contact form',
  ],
  [path(['deals', 'select'], ['deals', 'button']), 'choose-deals', 'Choose: deals'],
  [path(['deals', 'button']), 'press-deals', 'Press: deals'],
  [path(['news', 'open'], ['news', 'scroll']), 'browse-news', 'Look through: news'],
  ['', 'browse-screen', 'Look through: screen'],
])('%j is called %s', (text, taskType, label) => {
  expect(nameTask(text, new Set())).toEqual({ taskType, label });
});

test('a second task of a screen is told by where it came from, a third by number', () => {
  const both = path(['list', 'a'], ['form', 'type input_text'], ['form', 'button']);
  const taken = new Set(['fill-form']);
  const second = nameTask(both, taken);
  expect(second).toEqual({ taskType: 'fill-form-via-list', label: 'Fill in: form, by way of list' });
  expect(nameTask(both, new Set([...taken, second.taskType])).taskType).toBe('fill-form-2');
});
