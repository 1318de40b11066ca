import fc from 'fast-check';
import { symptoms, type Evidence } from '../../contract';
import { releaseAddress, screenAddress, taskAddress } from '../notes/addresses';
import type { Finding } from '../notes/finding';

const name = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_./:-]{0,18}[A-Za-z0-9]$/)
  // A name that is a number alone could not be told from one.
  .filter(text => /[a-z]/i.test(text));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const n = fc.integer({ min: 30, max: 5_000_000 });
const interval = fc.tuple(share, share).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
const common = { productId: fc.constant('app'), confidence: share, weight: share };

const screenFinding = fc
  .record({
    ...common,
    screen: name,
    rows: fc.array(fc.tuple(share, n, interval), { minLength: 1, maxLength: 3 }),
  })
  .map(({ screen, rows, ...rest }): Finding => {
    const query = screenAddress(screen, { productId: 'app' });
    const [first, ...others] = rows.map(([value, count, ci], index): Evidence => {
      return { metric: symptoms[index] ?? 'error', value, n: count, ci, query };
    });
    if (!first) throw new RangeError('A finding has evidence');
    return {
      ...rest,
      kind: 'screen_friction',
      category: 'friction',
      severity: 'high',
      subject: { screen },
      relatedScreens: [screen],
      evidence: [first, ...others],
    };
  });

const measures = ['runFriction', 'runSuccess', 'runDuration'] as const;
const releaseFinding = fc
  .record({
    ...common,
    task: name,
    a: name,
    b: name,
    rows: fc.tuple(
      fc.constantFrom(...measures),
      fc.tuple(share, n, interval),
      fc.tuple(share, n, interval),
      fc.tuple(share, n, interval),
    ),
  })
  .map(({ task, a, b, rows: [metric, change, after, before], ...rest }): Finding => {
    const query = releaseAddress(a, b, task, { productId: 'app' });
    const toEvidence = (name_: string, [value, count, ci]: typeof change): Evidence => ({
      metric: name_,
      value,
      n: count,
      ci,
      query,
    });
    return {
      ...rest,
      kind: 'release_friction',
      category: 'friction',
      severity: 'high',
      subject: { task, a, b },
      relatedScreens: [],
      evidence: [
        toEvidence(`${metric}Change`, change),
        toEvidence(metric, after),
        toEvidence(metric, before),
      ],
    };
  });

const adoptionFinding = fc
  .record({
    ...common,
    task: name,
    rows: fc.tuple(fc.tuple(share, n, interval), fc.tuple(share, n, interval), fc.tuple(share, n, interval)),
  })
  .map(({ task, rows: [change, now, before], ...rest }): Finding => {
    const toEvidence = (metric: string, [value, count, ci]: typeof change): Evidence => ({
      metric,
      value: metric === 'taskAdoption' ? value : -value,
      n: count,
      ci,
      query: taskAddress(task, { productId: 'app', from: '2026-09-03', to: '2026-10-02' }),
    });
    return {
      ...rest,
      kind: 'task_adoption',
      category: 'adoption',
      severity: 'medium',
      subject: { task },
      relatedScreens: [],
      evidence: [
        toEvidence('taskAdoptionChange', change),
        toEvidence('taskAdoption', now),
        toEvidence('taskAdoption', before),
      ],
    };
  });

/** Findings of every kind, with any names that events may carry. */
export const arbitraryFinding: fc.Arbitrary<Finding> = fc.oneof(
  screenFinding,
  releaseFinding,
  adoptionFinding,
);
