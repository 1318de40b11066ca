import type { PackDefinition } from '../../../contract';
import { insightReports } from './insightReports';
import type { Kind } from './kind';
import { releaseDeltas } from './releaseDeltas';
import { taskFlows } from './taskFlows';
import { uxBenchmarks } from './uxBenchmarks';

export * from './kind';

/** How a kind of pack is built. */
const kinds: Readonly<Record<PackDefinition['spec']['kind'], Kind>> = {
  ux_benchmarks: uxBenchmarks,
  task_flows: taskFlows,
  release_deltas: releaseDeltas,
  insight_reports: insightReports,
};

export const kindOf = (kind: PackDefinition['spec']['kind']): Kind => kinds[kind];
