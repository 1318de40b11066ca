import type { PackDefinition } from '../../../contract';
import type { Kind } from './kind';
import { releaseDeltas } from './releaseDeltas';
import { taskFlows } from './taskFlows';
import { uxBenchmarks } from './uxBenchmarks';

export * from './kind';

/** How a kind of pack is built; null for a kind that this version does not build. */
const kinds: Readonly<Record<PackDefinition['spec']['kind'], Kind | null>> = {
  ux_benchmarks: uxBenchmarks,
  task_flows: taskFlows,
  release_deltas: releaseDeltas,
  insight_reports: null,
};

export const kindOf = (kind: PackDefinition['spec']['kind']): Kind | null => kinds[kind];
