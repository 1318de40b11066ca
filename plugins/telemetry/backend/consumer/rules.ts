import type { TelemetryConfig } from '../config';
import type { BaselineRules } from '../facts/settleBaselines';
import type { MergeRules } from './mergeRound';

/** What the configuration says of processing, in the units the code counts in. */
export function consumerRules({ processing }: TelemetryConfig): MergeRules & BaselineRules {
  const { inefficiency, ...weights } = processing.weights;
  return {
    idleMs: processing.idleMinutes * 60_000,
    capMs: processing.capHours * 3_600_000,
    reopenMs: processing.reopenDays * 86_400_000,
    weights,
    baselineRuns: processing.baselineRuns,
    inefficiencyWeight: inefficiency,
  };
}
