import type { Evidence, Figure, Filters } from '../../contract';
import { adoptionChange, type TaskAdoption } from '../adoption/adoption';
import { dayOf, dayMs, type Window } from '../scope/window';
import { quantileAbove, upperTail } from '../statistics/normal';
import { z95 } from '../statistics/intervals';
import { taskAddress } from './addresses';
import type { Finding } from './finding';

/** Fewer people on a side are too few to speak of. */
const leastUsers = 30;
/** Surely smaller falls are not worth anybody's morning: as for releases. */
const leastFall = 0.02;

/** Tasks that people of both windows could have done. */
export const testableTasks = (adoptions: readonly TaskAdoption[]): TaskAdoption[] =>
  adoptions.filter(({ before, now }) => Math.min(before.clusters, now.clusters) >= leastUsers);

/** Tasks that people surely do on fewer of their days than in the window before. */
export function adoptionFindings(
  adoptions: readonly TaskAdoption[],
  window: Window,
  falseAlarm: number,
  tests: number,
  filters: Filters,
): Finding[] {
  const z = quantileAbove(falseAlarm / Math.max(1, tests));
  const earlier = { from: dayOf(window.previous), to: dayOf(window.from - dayMs) };
  return testableTasks(adoptions).flatMap(adoption => {
    const { productId, task } = adoption;
    const { a, b, change, surelyFell } = adoptionChange(adoption, z);
    if (surelyFell < leastFall) return [];
    const narrowed = { ...filters, productId };
    const rows = [
      ['taskAdoptionChange', change, narrowed],
      ['taskAdoption', b, narrowed],
      ['taskAdoption', a, { ...narrowed, ...earlier }],
    ] as const;
    const [first, ...others] = rows.flatMap(([metric, figure, asked]) =>
      evidenceOf(metric, figure, taskAddress(task, asked)),
    );
    if (!first) return [];
    const [low, high] = first.ci;
    const deviation = (2 * z95 * Math.abs(first.value)) / (high - low);
    return [
      {
        kind: 'task_adoption',
        category: 'adoption',
        severity: surelyFell >= 0.15 ? 'high' : surelyFell >= 0.06 ? 'medium' : 'low',
        productId,
        confidence: Math.max(0, 1 - tests * upperTail(deviation)),
        subject: { task },
        relatedScreens: [],
        evidence: [first, ...others] as const,
        weight: surelyFell * b.n,
      },
    ];
  });
}

function evidenceOf(metric: string, { value, n, low, high }: Figure, query: string): Evidence[] {
  return value === null || low === undefined || high === undefined
    ? []
    : [{ metric, value, n, ci: [low, high], query }];
}
