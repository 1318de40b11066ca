import { dayMs } from '../simulator';
import { onboarded } from './cast';
import { buy, cancel, closeMonth, connect, dispute, refund, upgrade, type Scene } from './scenes';

export interface Cue {
  /** Epoch ms. */
  readonly at: number;
  readonly scene: Scene;
}

const crm = 'ux_friction_b2b_crm_v1';
const desk = 'ux_friction_support_desk_v1';
const erp = 'ux_friction_erp_v1';
const crmFlows = 'flows_b2b_crm_v1';
const deskFlows = 'flows_support_ticketing_v1';
const crmReleases = 'release_deltas_b2b_crm_v1';
const erpReleases = 'release_deltas_erp_v1';

/** What the story sells. */
export const soldPacks = [crm, desk, erp, crmFlows, deskFlows, crmReleases, erpReleases] as const;

const hourMs = 3_600_000;
/** As long as the story; of a longer simulation, its last days. */
const mostDays = 90;

const connectingDay = 10;

/** By day since it began. */
const story: ReadonlyArray<readonly [day: number, scene: Scene]> = [
  [1, buy('meridian', 'pro', [crm, deskFlows, crmReleases])],
  [4, buy('halcyon', 'standard', [erp])],
  [9, buy('brightwater', 'standard', [crm])],
  [13, buy('northgate', 'standard', [desk])],
  [16, buy('tern', 'pro', [crmFlows, crm])],
  [20, buy('osprey', 'standard', [deskFlows])],
  [26, buy('larkfield', 'standard', [crmReleases])],
  [38, cancel('osprey')],
  // Its month is closed by then: sellers see the adjustment.
  [46, refund('larkfield', '150.00', 'Three days without the new version')],
  [49, upgrade('halcyon', [erp, erpReleases])],
  [62, buy('quayside', 'standard', [erpReleases])],
  [80, dispute('brightwater')],
];

/** The fifth of each month within, at six in the morning, as the schedule has it. */
function monthlyCloses(from: number, until: number): number[] {
  const closes: number[] = [];
  const first = new Date(from);
  for (let month = first.getUTCMonth(); ; month++) {
    const at = Date.UTC(first.getUTCFullYear(), month, 5, 6);
    if (at > until) return closes;
    if (at > from) closes.push(at);
  }
}

/**
 * What happened before today, in the order of time. The first day of the simulated ones is the story's first; what would
 * come after today is left out, and so are accounts of sellers that the simulation does not have.
 */
export function createScript(
  { days, today }: { readonly days: number; readonly today: number },
  sellers: ReadonlySet<string>,
): { readonly begins: number; readonly cues: readonly Cue[] } {
  const begins = Math.floor(today / dayMs) * dayMs - Math.min(days, mostDays) * dayMs;
  const on = (day: number, hour: number) => begins + day * dayMs + hour * hourMs;
  const acts = story.map(([day, scene]): Cue => ({ at: on(day, 9), scene }));
  const accounts = Object.entries(onboarded)
    .filter(([orgId]) => sellers.has(orgId))
    .map(([orgId, outcome], index): Cue => ({
      at: on(connectingDay, 9 + index),
      scene: connect(orgId, outcome),
    }));
  const closes = monthlyCloses(begins, today).map((at): Cue => ({ at, scene: closeMonth }));
  return {
    begins,
    cues: [...acts, ...accounts, ...closes].filter(({ at }) => at < today).sort((a, b) => a.at - b.at),
  };
}
