import type { PackDefinition } from '../../contract';
import type { AdminReport } from '../../contract/builds';
import { orgBand } from '../privacy/orgRules';
import { epsilonOf } from '../privacy/zcdp';
import type { Charge } from './budget';
import { addOutcomes, type Outcome } from './outcome';

export interface ReportInput {
  readonly buildId: string;
  readonly definition: PackDefinition;
  /** Of every decided window that the pack still shows. */
  readonly outcomes: readonly Outcome[];
  readonly activity: { readonly sessions: number; readonly orgs: number };
  /** Everything charged to the pack's sources. */
  readonly ledger: readonly Charge[];
  readonly budgetLimit: number;
  readonly span: { readonly from: string | null; readonly to: string | null };
}

/** Withheld cells named in a report; the counts cover all of them. */
const namedCells = 1000;

/** Two significant digits, rounded down: enough to judge a pack, too coarse to show one person's sessions. */
export function coarseCount(count: number): number {
  if (count < 10) return 0;
  const unit = 10 ** (Math.floor(Math.log10(count)) - 1);
  return Math.floor(count / unit) * unit;
}

export function makeReport(input: ReportInput): AdminReport {
  const { definition, activity } = input;
  const { minOrgs, minSessions, minCellSessions, privacy } = definition.spec;
  const total = addOutcomes(input.outcomes);
  const dropped = Object.values(total.dropped).reduce((sum, cells) => sum + cells, 0);
  return {
    buildId: input.buildId,
    cells: {
      candidate: total.candidate,
      published: total.published,
      generalized: total.generalized,
      dropped,
    },
    dropReasons: { ...total.dropped },
    suppressedShare: total.units === 0 ? 0 : Math.round((1 - total.unitsReleased / total.units) * 100) / 100,
    orgsBand:
      activity.orgs < 5 ? 'fewer than 5' : orgBand(activity.orgs, Math.min(minOrgs, activity.orgs)).label,
    sessions: coarseCount(activity.sessions),
    privacy: {
      minOrgs,
      minSessions,
      minCellSessions,
      cellsPerUnit: privacy.cellsPerUnit,
      rho: privacy.rho,
      epsilon: Math.round(epsilonOf(privacy.rho, privacy.delta) * 1000) / 1000,
      delta: privacy.delta,
      budgetSpent: mostSpent(input.ledger, definition.metadata.name),
      budgetLimit: input.budgetLimit,
    },
    ...input.span,
    withheld: total.withheld.slice(0, namedCells),
  };
}

/** ρ of the most exposed source-day among those this pack has charged, by all packs together. */
function mostSpent(ledger: readonly Charge[], packId: string): number {
  const days = new Map<string, { total: number; own: boolean }>();
  for (const charge of ledger) {
    const key = JSON.stringify([charge.source, charge.day]);
    const day = days.get(key) ?? { total: 0, own: false };
    days.set(key, { total: day.total + charge.rho, own: day.own || charge.packId === packId });
  }
  const most = Math.max(0, ...[...days.values()].filter(({ own }) => own).map(({ total }) => total));
  return Math.round(most * 1e6) / 1e6;
}
