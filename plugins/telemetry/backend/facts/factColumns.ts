import type { ScoredRun, Session } from '../processing/assembleVisit';
import type { IncidentKind } from '../../contract';
import type { Incident } from '../processing/incidents/incident';
import { frustration, strainOf } from '../processing/strain';
import type { VisitId } from '../processing/visitEvent';
import type { ColumnSpec } from './columns';

interface OfVisit {
  readonly visit: VisitId;
  readonly visitKey: number;
  readonly session: Session;
}
export interface SessionRow extends OfVisit {
  readonly revision: number;
}
export interface RunRow extends OfVisit {
  readonly run: ScoredRun;
}
export interface IncidentRow extends OfVisit {
  readonly incident: Incident;
  readonly run: ScoredRun | null;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;
const count = (session: Session, kind: IncidentKind): number =>
  session.incidents.reduce((n, one) => n + (one.kind === kind ? 1 : 0), 0);

const identity: ReadonlyArray<ColumnSpec<OfVisit>> = [
  { name: 'org_id', type: 'VARCHAR', value: row => row.visit.orgId },
  { name: 'product_id', type: 'VARCHAR', value: row => row.visit.productId },
  { name: 'session_id', type: 'VARCHAR', value: row => row.session.sessionId },
  { name: 'user_hash', type: 'VARCHAR', value: row => row.visit.userHash },
  { name: 'visit_key', type: 'BIGINT', value: row => row.visitKey },
];

/** Everything of `fact_sessions` but `efficiency_score`, which needs the runs' scores. */
export const sessionColumns: ReadonlyArray<ColumnSpec<SessionRow>> = [
  ...identity,
  { name: 'start_ts', type: 'TIMESTAMP', value: row => row.session.start },
  { name: 'end_ts', type: 'TIMESTAMP', value: row => row.session.end },
  { name: 'duration_ms', type: 'BIGINT', value: row => row.session.end - row.session.start },
  { name: 'click_count', type: 'INTEGER', value: row => row.session.clicks },
  { name: 'unique_screens', type: 'INTEGER', value: row => row.session.uniqueScreens },
  { name: 'rage_clicks', type: 'INTEGER', value: row => count(row.session, 'rage_click') },
  { name: 'dead_clicks', type: 'INTEGER', value: row => count(row.session, 'dead_click') },
  { name: 'backtracks', type: 'INTEGER', value: row => count(row.session, 'backtrack') },
  { name: 'context_switches', type: 'INTEGER', value: row => row.session.contextSwitches },
  { name: 'tasks_started', type: 'INTEGER', value: row => row.session.runs.length },
  {
    name: 'tasks_completed',
    type: 'INTEGER',
    value: row => row.session.runs.filter(run => !run.abandoned).length,
  },
  {
    name: 'tasks_abandoned',
    type: 'INTEGER',
    value: row => row.session.runs.filter(run => run.abandoned).length,
  },
  { name: 'error_events', type: 'INTEGER', value: row => row.session.errorEvents },
  {
    name: 'frustration_score',
    type: 'DOUBLE',
    value: row => round(frustration(strainOf(row.session.contributions))),
  },
  { name: 'version_tag', type: 'VARCHAR', value: row => row.session.versionTag },
  { name: 'segment', type: 'VARCHAR', value: row => row.session.segment },
  { name: 'device_type', type: 'VARCHAR', value: row => row.session.deviceType },
  { name: 'revision', type: 'INTEGER', value: row => row.revision },
  {
    name: 'frustration_contributions',
    type: 'VARCHAR',
    value: row => JSON.stringify(row.session.contributions),
  },
  { name: 'event_count', type: 'INTEGER', value: row => row.session.events.length },
  { name: 'received_at', type: 'TIMESTAMP', value: row => row.session.receivedAt },
];

/** Everything of `fact_task_runs` but the scores against the task's baseline. */
export const runColumns: ReadonlyArray<ColumnSpec<RunRow>> = [
  ...identity,
  { name: 'task_type', type: 'VARCHAR', value: row => row.run.taskType },
  { name: 'inferred', type: 'BOOLEAN', value: () => false },
  { name: 'start', type: 'TIMESTAMP', value: row => row.run.started.ts },
  { name: 'duration_ms', type: 'BIGINT', value: row => row.run.end - row.run.started.ts },
  { name: 'clicks', type: 'INTEGER', value: row => row.run.clicks },
  { name: 'screens', type: 'INTEGER', value: row => row.run.screens },
  { name: 'success', type: 'BOOLEAN', value: row => row.run.success },
  { name: 'abandoned', type: 'BOOLEAN', value: row => row.run.abandoned },
  {
    name: 'version_tag',
    type: 'VARCHAR',
    value: row => row.run.started.releaseVersion ?? row.session.versionTag,
  },
  { name: 'run_id', type: 'VARCHAR', value: row => row.run.runId },
  { name: 'end', type: 'TIMESTAMP', value: row => row.run.end },
  { name: 'steps', type: 'INTEGER', value: row => row.run.steps },
  { name: 'distinct_steps', type: 'INTEGER', value: row => row.run.distinctSteps },
  { name: 'strain', type: 'DOUBLE', value: row => round(row.run.strain) },
  { name: 'segment', type: 'VARCHAR', value: row => row.run.started.segment ?? row.session.segment },
  {
    name: 'device_type',
    type: 'VARCHAR',
    value: row => row.run.started.deviceType ?? row.session.deviceType,
  },
];

export const incidentColumns: ReadonlyArray<ColumnSpec<IncidentRow>> = [
  { name: 'org_id', type: 'VARCHAR', value: row => row.visit.orgId },
  { name: 'product_id', type: 'VARCHAR', value: row => row.visit.productId },
  { name: 'session_id', type: 'VARCHAR', value: row => row.session.sessionId },
  { name: 'user_hash', type: 'VARCHAR', value: row => row.visit.userHash },
  { name: 'ts', type: 'TIMESTAMP', value: row => row.incident.ts },
  { name: 'kind', type: 'VARCHAR', value: row => row.incident.kind },
  { name: 'screen_id', type: 'VARCHAR', value: row => row.incident.blamed.screenId },
  { name: 'element_type', type: 'VARCHAR', value: row => row.incident.blamed.elementType },
  { name: 'element_label_hash', type: 'VARCHAR', value: row => row.incident.blamed.elementLabelHash },
  { name: 'task_type', type: 'VARCHAR', value: row => row.run?.taskType ?? null },
  { name: 'run_id', type: 'VARCHAR', value: row => row.run?.runId ?? null },
  { name: 'occurrences', type: 'INTEGER', value: row => row.incident.occurrences },
  { name: 'error_code', type: 'VARCHAR', value: row => row.incident.blamed.errorCode },
  { name: 'visit_key', type: 'BIGINT', value: row => row.visitKey },
];
