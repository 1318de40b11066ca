import { abandonedForms } from './incidents/abandonedForms';
import { backtracks } from './incidents/backtracks';
import { clickIncidents } from './incidents/clickIncidents';
import { errorIncidents, isError } from './incidents/errorIncidents';
import { incident, type Incident } from './incidents/incident';
import { orderEvents } from './orderEvents';
import { sessionize, type SessionBounds } from './sessionize';
import { contributions, strainOf, type Contributions, type FrustrationWeights } from './strain';
import { taskRuns, type TaskRun } from './taskRuns';
import type { TimedEvent, VisitEvent } from './visitEvent';

export interface ProcessingRules extends SessionBounds {
  readonly weights: FrustrationWeights;
}

export interface ScoredRun extends TaskRun {
  /** Strain of what happened between its start and its end. */
  readonly strain: number;
}

/** Everything a session's events say; scores that need other sessions come later. */
export interface Session {
  readonly sessionId: string;
  readonly events: readonly TimedEvent[];
  readonly start: number;
  readonly end: number;
  readonly clicks: number;
  readonly uniqueScreens: number;
  readonly contextSwitches: number;
  readonly errorEvents: number;
  readonly contributions: Contributions;
  readonly incidents: readonly Incident[];
  readonly runs: readonly ScoredRun[];
  readonly receivedAt: number;
  readonly versionTag: string | null;
  readonly segment: string | null;
  readonly deviceType: string | null;
}

/** The last value given, as releases and segments may change within a session. */
const lastOf = (
  events: readonly TimedEvent[],
  field: 'releaseVersion' | 'segment' | 'deviceType',
): string | null => events.findLast(event => event[field] !== null)?.[field] ?? null;

/** The user turned to another application. */
function countSwitches(events: readonly TimedEvent[]): number {
  let switches = 0;
  let app: string | null = null;
  for (const event of events) {
    if (event.appName === null) continue;
    if (app !== null && event.appName !== app) switches++;
    app = event.appName;
  }
  return switches;
}

function scoreRun(
  run: TaskRun,
  found: readonly Incident[],
  errors: readonly TimedEvent[],
  rules: ProcessingRules,
) {
  const within = (ts: number) => ts >= run.started.ts && ts <= run.end;
  const parts = contributions(
    found.filter(one => within(one.ts)),
    errors.filter(error => within(error.ts)).length,
    run.abandoned ? 1 : 0,
    rules.weights,
  );
  return { ...run, strain: strainOf(parts) };
}

function assembleSession(sessionId: string, events: readonly TimedEvent[], rules: ProcessingRules): Session {
  const errors = events.filter(isError);
  const runs = taskRuns(events);
  const abandoned = runs.filter(run => run.abandoned);
  const behaviour = [
    ...clickIncidents(events),
    ...(errors.length > 0 ? errorIncidents(events) : []),
    ...backtracks(events),
    ...abandonedForms(events),
  ];
  const incidents = [...behaviour, ...abandoned.map(run => incident('task_abandoned', run.last))];
  return {
    sessionId,
    events,
    start: events[0]?.ts ?? 0,
    end: events.at(-1)?.ts ?? 0,
    clicks: events.reduce((n, event) => n + (event.eventType === 'click' ? 1 : 0), 0),
    uniqueScreens: new Set(events.map(event => event.screenId)).size,
    contextSwitches: countSwitches(events),
    errorEvents: errors.length,
    contributions: contributions(behaviour, errors.length, abandoned.length, rules.weights),
    incidents: incidents.sort((a, b) => a.ts - b.ts || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0)),
    runs: runs.map(run => scoreRun(run, behaviour, errors, rules)),
    receivedAt: events.reduce((latest, event) => Math.max(latest, event.receivedAt), 0),
    versionTag: lastOf(events, 'releaseVersion'),
    segment: lastOf(events, 'segment'),
    deviceType: lastOf(events, 'deviceType'),
  };
}

/**
 * All sessions of one visit from all its events, in any order, repeated or not: the same events give the same sessions.
 * Sessions after the first carry the id with `~2`, `~3` …
 */
export function assembleVisit(
  sessionId: string,
  events: readonly VisitEvent[],
  rules: ProcessingRules,
): Session[] {
  return sessionize(orderEvents(events), rules).map((part, index) =>
    assembleSession(index === 0 ? sessionId : `${sessionId}~${index + 1}`, part, rules),
  );
}
