import type { OrgRule } from '../privacy/orgRules';
import type { Level } from '../aggregation/plan';

export type DropReason = OrgRule | 'too_few_sessions' | 'too_noisy' | 'no_comparison';

/** A base key whose cell broke an org rule: it waits for the window of a coarser level. */
export interface Carried {
  readonly vertical: string;
  readonly task: string;
  readonly detail: string;
  /** The days it covers. */
  readonly start: string;
  readonly end: string;
  readonly level: Level;
}

export interface Withheld {
  readonly window: string;
  readonly vertical: string;
  readonly taskType: string;
  readonly detail: string;
  readonly reason: DropReason;
}

/** What deciding the windows of a build came to. Kept with each decided window, and added up in reports. */
export interface Outcome {
  /** Base cells decided: unit cells of the finest grain. */
  candidate: number;
  /** Rows released. */
  published: number;
  /** Base cells released as part of a coarser cell. */
  generalized: number;
  /** Base cells withheld, by reason. */
  dropped: Partial<Record<DropReason, number>>;
  units: number;
  unitsReleased: number;
  withheld: Withheld[];
  carried: Carried[];
}

export const emptyOutcome = (): Outcome => ({
  candidate: 0,
  published: 0,
  generalized: 0,
  dropped: {},
  units: 0,
  unitsReleased: 0,
  withheld: [],
  carried: [],
});

export function addOutcomes(outcomes: readonly Outcome[]): Outcome {
  const total = emptyOutcome();
  for (const one of outcomes) {
    total.candidate += one.candidate;
    total.published += one.published;
    total.generalized += one.generalized;
    total.units += one.units;
    total.unitsReleased += one.unitsReleased;
    for (const [reason, cells] of Object.entries(one.dropped) as Array<[DropReason, number]>) {
      total.dropped[reason] = (total.dropped[reason] ?? 0) + cells;
    }
    total.withheld.push(...one.withheld);
    total.carried.push(...one.carried);
  }
  return total;
}
