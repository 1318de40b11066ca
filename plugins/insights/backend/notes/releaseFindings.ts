import type { Change, Evidence, Filters, NoteCategory, Severity, TaskComparison } from '../../contract';
import { compareTask, leastRuns } from '../releases/compareReleases';
import { runsOf, type Cell } from '../releases/releaseCells';
import { quantileAbove, upperTail } from '../statistics/normal';
import { z95 } from '../statistics/intervals';
import { releaseAddress } from './addresses';
import type { Finding, FindingKind } from './finding';

export interface ReleasePair {
  readonly productId: string;
  readonly task: string;
  readonly a: string;
  readonly b: string;
  readonly before: readonly Cell[];
  readonly after: readonly Cell[];
}

/** Per product and task, each release and the one that came before it, where both have runs enough. */
export function releasePairs(cells: readonly Cell[]): ReleasePair[] {
  return [...new Set(cells.map(cell => cell.productId))].flatMap(productId => {
    const own = cells.filter(cell => cell.productId === productId);
    const firstAt = (release: string) =>
      Math.min(...own.filter(cell => cell.release === release).map(cell => cell.firstAt));
    const releases = [...new Set(own.map(cell => cell.release))].sort((a, b) => firstAt(a) - firstAt(b));
    return [...new Set(own.map(cell => cell.task))].flatMap(task =>
      releases.slice(1).flatMap((b, index) => {
        const a = releases[index] ?? b;
        const of = (release: string) => own.filter(cell => cell.task === task && cell.release === release);
        const [before, after] = [of(a), of(b)];
        const enough = Math.min(runsOf(before), runsOf(after)) >= leastRuns;
        return enough ? [{ productId, task, a, b, before, after }] : [];
      }),
    );
  });
}

interface Measure {
  readonly kind: FindingKind;
  readonly category: NoteCategory;
  readonly metric: 'runFriction' | 'runSuccess' | 'runDuration';
  readonly pick: (task: TaskComparison) => Change;
  /** How much worse, 0 or more, on a scale on which 0.05 is worth a note and 0.2 is grave. */
  readonly worsening: (change: number) => number;
}

const measures: readonly Measure[] = [
  {
    kind: 'release_friction',
    category: 'friction',
    metric: 'runFriction',
    pick: task => task.friction,
    worsening: change => change,
  },
  {
    kind: 'release_success',
    category: 'conversion',
    metric: 'runSuccess',
    pick: task => task.success,
    worsening: change => -change,
  },
  {
    kind: 'release_duration',
    category: 'efficiency',
    metric: 'runDuration',
    pick: task => task.duration,
    worsening: ratio => ratio - 1,
  },
];
export const testsPerPair = measures.length;

/** Surely smaller changes for the worse are not worth anybody's morning. */
const leastWorsening = 0.02;

const severityOf = (surely: number): Severity =>
  surely >= 0.15 ? 'high' : surely >= 0.06 ? 'medium' : 'low';

/** The end of the interval nearest to no change, as a worsening. */
const least = ({ change }: Change, worsening: Measure['worsening']) =>
  Math.min(...[change.low, change.high].map(end => (end === undefined ? 0 : worsening(end))));

/** Tasks that are surely worse on a release than on the one before; the strongest measure of each makes the note. */
export function releaseFindings(
  pairs: readonly ReleasePair[],
  falseAlarm: number,
  tests: number,
  filters: Filters,
): Finding[] {
  const z = quantileAbove(falseAlarm / Math.max(1, tests));
  return pairs.flatMap(({ productId, task, a, b, before, after }) => {
    const compared = compareTask(task, { a: before, b: after }, z);
    const query = releaseAddress(a, b, task, { ...filters, productId });
    const met = measures
      .map(measure => {
        const change = measure.pick(compared);
        return { measure, change, surely: least(change, measure.worsening) };
      })
      .filter(({ change, surely }) => change.verdict === 'worse' && surely >= leastWorsening)
      .sort((one, two) => two.surely - one.surely);
    const [strongest] = met;
    const [first, ...others] = met.flatMap(({ measure, change }) =>
      evidenceOf(measure.metric, change, query),
    );
    if (!strongest || !first) return [];
    return [
      {
        kind: strongest.measure.kind,
        category: strongest.measure.category,
        productId,
        severity: severityOf(strongest.surely),
        confidence: Math.max(0, 1 - tests * upperTail(deviationOf(strongest))),
        subject: { task, a, b },
        relatedScreens: [],
        evidence: [first, ...others] as const,
        weight: strongest.surely * compared.runs.b,
      },
    ];
  });
}

function deviationOf({ change, measure }: { change: Change; measure: Measure }): number {
  const { value, low, high } = change.change;
  if (value === null || low === undefined || high === undefined) return 0;
  // Durations are compared on the scale of their logarithms.
  const [middle, from, to] =
    measure.metric === 'runDuration' ? [Math.log(value), Math.log(low), Math.log(high)] : [value, low, high];
  return (2 * z95 * Math.abs(middle)) / (to - from);
}

/** Before, after and the change: three numbers that the page of the comparison shows. */
function evidenceOf(metric: Measure['metric'], { a, b, change }: Change, query: string): Evidence[] {
  return [change, b, a].flatMap(({ value, n, low, high }, index) =>
    value === null || low === undefined || high === undefined
      ? []
      : [
          {
            metric: index === 0 ? `${metric}Change` : metric,
            value,
            n,
            ci: [low, high] as [number, number],
            query,
          },
        ],
  );
}
