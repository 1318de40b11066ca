import type { RawRow } from '../facts/rawColumns';
import type { IncidentRow, RunRow, SessionRow } from '../facts/factColumns';
import { assembleVisit, type ProcessingRules } from '../processing/assembleVisit';
import type { VisitEvent, VisitId } from '../processing/visitEvent';
import type { KnownVisit, StoredVisit } from './loadVisits';
import type { Pace } from './pace';
import type { IncomingVisit } from './readRound';

export interface Processed {
  readonly orgId: string;
  readonly productId: string;
  stored: number;
  duplicates: number;
  expired: number;
  late: number;
}

/** What a round adds to the warehouse, and what it replaces there. */
export interface RoundFacts {
  readonly raw: readonly RawRow[];
  readonly sessions: readonly SessionRow[];
  readonly runs: readonly RunRow[];
  readonly incidents: readonly IncidentRow[];
  /** Visit keys whose facts are replaced. */
  readonly reopened: readonly number[];
  readonly processed: readonly Processed[];
}

export interface MergeRules extends ProcessingRules {
  /** Events of a session that was last received longer ago are not added to it. */
  readonly reopenMs: number;
}

const nameOf = (id: VisitId) => `${id.orgId}\n${id.productId}\n${id.sessionId}\n${id.userHash}`;

/**
 * Adds a round's events to what is stored: each event once, sessions with new events assembled from all their events.
 */
export async function mergeRound(
  incoming: readonly IncomingVisit[],
  known: ReadonlyMap<number, KnownVisit>,
  stored: readonly StoredVisit[],
  rules: MergeRules,
  pace: Pace,
): Promise<RoundFacts> {
  const raw: RawRow[] = [];
  const sessions: SessionRow[] = [];
  const runs: RunRow[] = [];
  const incidents: IncidentRow[] = [];
  const processed = new Map<string, Processed>();
  const storedBy = new Map(stored.map(visit => [nameOf(visit.id), visit]));
  const changed = new Map<string, { id: VisitId; key: number; events: VisitEvent[] }>();

  const counts = ({ orgId, productId }: VisitId): Processed => {
    const name = `${orgId}\n${productId}`;
    let entry = processed.get(name);
    if (!entry)
      processed.set(name, (entry = { orgId, productId, stored: 0, duplicates: 0, expired: 0, late: 0 }));
    return entry;
  };

  for (const { id, key, rows } of incoming) {
    const name = nameOf(id);
    const before = storedBy.get(name);
    const lastAt = before ? known.get(key)?.lastAt : undefined;
    const events = before ? [...before.events] : [];
    const seen = new Set(events.map(event => event.eventId));
    const tally = counts(id);
    const already = raw.length;
    for (const row of rows) {
      if (seen.has(row.event.eventId)) tally.duplicates++;
      else if (lastAt !== undefined && row.event.receivedAt - lastAt > rules.reopenMs) tally.expired++;
      else {
        seen.add(row.event.eventId);
        events.push(row.event);
        raw.push(row);
        tally.stored++;
        if (lastAt !== undefined && row.event.rawTs + row.event.shiftMs < lastAt - rules.idleMs) tally.late++;
      }
    }
    if (raw.length > already) changed.set(name, { id, key, events });
    await pace.turn();
  }

  const reopened = new Set<number>();
  for (const { key } of changed.values()) if (known.has(key)) reopened.add(key);
  // Facts are replaced by key, so visits that share one are written again together.
  for (const visit of stored) {
    const name = nameOf(visit.id);
    if (reopened.has(visit.key) && !changed.has(name)) changed.set(name, visit);
  }

  for (const { id, key, events } of changed.values()) {
    const revision = (known.get(key)?.revision ?? 0) + 1;
    for (const session of assembleVisit(id.sessionId, events, rules)) {
      const of = { visit: id, visitKey: key, session };
      sessions.push({ ...of, revision });
      for (const run of session.runs) runs.push({ ...of, run });
      for (const incident of session.incidents) {
        const run = session.runs.find(one => incident.ts >= one.started.ts && incident.ts <= one.end) ?? null;
        incidents.push({ ...of, incident, run });
      }
    }
    await pace.turn();
  }
  return { raw, sessions, runs, incidents, reopened: [...reopened], processed: [...processed.values()] };
}
