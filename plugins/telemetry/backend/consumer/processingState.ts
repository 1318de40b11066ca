import type { WarehouseService } from '@netcrab/plugin-api/backend';
import type { ProcessingState } from '../../contract';
import type { EventLog } from '../log/eventLog';

export interface ProcessingStateOptions {
  readonly log: EventLog;
  readonly warehouse: WarehouseService;
  /** Nothing waits for its scores. */
  readonly settled: () => boolean;
}

/** How far processing is, and what became of the events of one org or of all. */
export function createProcessingState({ log, warehouse, settled }: ProcessingStateOptions) {
  return async (orgId: string | null): Promise<ProcessingState> => {
    const { end } = log;
    const where = orgId === null ? '' : 'WHERE org_id = $1';
    const params = orgId === null ? [] : [orgId];
    type Sums = Record<'stored' | 'duplicates' | 'expired' | 'late', bigint | null>;
    const [[sums], [facts], [state]] = await Promise.all([
      warehouse.query<Sums>(
        `SELECT sum(stored)::BIGINT AS stored, sum(duplicates)::BIGINT AS duplicates, sum(expired)::BIGINT AS expired,
           sum(late)::BIGINT AS late FROM telemetry_processed ${where}`,
        params,
      ),
      warehouse.query<{ sessions: bigint; runs: bigint }>(
        `SELECT (SELECT count(*) FROM fact_sessions ${where}) AS sessions,
           (SELECT count(*) FROM fact_task_runs ${where}) AS runs`,
        params,
      ),
      warehouse.query<{ log_id: string; position: bigint }>(
        'SELECT log_id, position FROM telemetry_consumer',
      ),
    ]);
    const position = state?.log_id === log.id ? Number(state.position) : log.start;
    return {
      backlogBytes: Math.max(0, end - position),
      caughtUp: position >= end && (settled() || end === log.start),
      stored: Number(sums?.stored ?? 0),
      duplicates: Number(sums?.duplicates ?? 0),
      expired: Number(sums?.expired ?? 0),
      late: Number(sums?.late ?? 0),
      sessions: Number(facts?.sessions ?? 0),
      taskRuns: Number(facts?.runs ?? 0),
    };
  };
}
