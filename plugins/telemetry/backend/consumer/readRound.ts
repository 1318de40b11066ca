import type { WireEvent } from '../../contract';
import type { EventLog } from '../log/eventLog';
import { readLog } from '../log/readLog';
import { decodeRecord } from '../log/record';
import type { RawRow } from '../facts/rawColumns';
import { fromWire } from '../processing/fromWire';
import type { VisitId } from '../processing/visitEvent';
import { visitKey } from '../processing/visitKey';
import type { Pace } from './pace';

/** The events of one round that belong to one visit. */
export interface IncomingVisit {
  readonly id: VisitId;
  readonly key: number;
  readonly rows: RawRow[];
}

export interface Round {
  /** Where the log is read next. */
  readonly position: number;
  readonly visits: readonly IncomingVisit[];
  readonly events: number;
  readonly damagedBytes: number;
}

/** Reads the next events of the log and gathers them by visit. */
export async function readRound(log: EventLog, from: number, maxBytes: number, pace: Pace): Promise<Round> {
  const slice = await readLog(log, from, maxBytes);
  const visits = new Map<string, IncomingVisit>();
  let current: IncomingVisit | undefined;
  let events = 0;
  for (const payload of slice.payloads) {
    const { header, batch } = decodeRecord(payload);
    const { orgId } = header;
    const parsed = JSON.parse(batch.toString('utf8')) as { events: WireEvent[] };
    for (const wire of parsed.events) {
      const { productId, sessionId, userHash } = wire;
      // Events of a batch mostly follow each other within one visit.
      if (
        current?.id.sessionId !== sessionId ||
        current.id.userHash !== userHash ||
        current.id.productId !== productId ||
        current.id.orgId !== orgId
      ) {
        const name = `${orgId}\n${productId}\n${sessionId}\n${userHash}`;
        current = visits.get(name);
        if (!current) {
          const id = { orgId, productId, sessionId, userHash };
          visits.set(name, (current = { id, key: visitKey(id), rows: [] }));
        }
      }
      current.rows.push({
        orgId,
        visitKey: current.key,
        wire,
        event: fromWire(wire, header),
      });
    }
    events += parsed.events.length;
    await pace.turn();
  }
  return { position: slice.position, visits: [...visits.values()], events, damagedBytes: slice.damagedBytes };
}
