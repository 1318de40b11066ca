import type { Clock } from '@netcrab/plugin-api/backend';
import type { Preview, TelemetryService, WireEvent } from '../../contract';
import { parseEnvelope } from '../ingest/envelope';
import { inflate } from '../ingest/inflate';
import { validateEvent } from '../ingest/validateEvent';
import { assembleVisit, type ProcessingRules, type Session } from '../processing/assembleVisit';
import { fromWire } from '../processing/fromWire';
import { frustration, strainOf } from '../processing/strain';
import type { VisitEvent } from '../processing/visitEvent';

/** A preview belongs to nobody; an event that names an org is refused by it. */
const nobody = 'preview';
const maxBytes = 1024 * 1024;
const aheadMs = 60_000;
const oldestMs = 10 * 365 * 86_400_000;

const rounded = (score: number) => Math.round(score * 1e6) / 1e6;

const sessionView = (productId: string, session: Session): Preview['sessions'][number] => ({
  productId,
  durationMs: session.end - session.start,
  events: session.events.length,
  clicks: session.clicks,
  screens: session.uniqueScreens,
  frustration: rounded(frustration(strainOf(session.contributions))),
  contributions: session.contributions,
  incidents: session.incidents.map(({ kind, ts, blamed, occurrences }) => ({
    kind,
    ts,
    screenId: blamed.screenId,
    elementType: blamed.elementType,
    occurrences,
  })),
  runs: session.runs.map(run => ({
    taskType: run.taskType,
    durationMs: run.end - run.started.ts,
    clicks: run.clicks,
    screens: run.screens,
    success: run.success,
    abandoned: run.abandoned,
    friction: rounded(frustration(run.strain)),
  })),
});

/** Judges and processes a batch by the rules of ingest and processing, and keeps nothing of it. */
export const createPreview =
  (rules: ProcessingRules, clock: Clock): TelemetryService['preview'] =>
  async ({ body, encoding }) => {
    const envelope = parseEnvelope(await inflate(body, encoding, maxBytes));
    const receivedAt = clock.now();
    const bounds = {
      orgId: nobody,
      earliestTs: envelope.sentAt - oldestMs,
      latestTs: envelope.sentAt + aheadMs,
    };
    const errors: { index: number; field: string; message: string }[] = [];
    const seen = new Set<string>();
    let duplicates = 0;
    const visits = new Map<string, { productId: string; sessionId: string; events: VisitEvent[] }>();
    for (const [index, event] of envelope.events.entries()) {
      const refusal = validateEvent(event, bounds);
      if (refusal) {
        errors.push({ index, field: refusal.field, message: refusal.message });
        continue;
      }
      const wire = event as WireEvent;
      const eventId = wire.eventId.toLowerCase();
      if (seen.has(eventId)) {
        duplicates++;
        continue;
      }
      seen.add(eventId);
      const { productId, sessionId, userHash } = wire;
      const name = `${productId}\n${sessionId}\n${userHash}`;
      const visit = visits.get(name) ?? { productId, sessionId, events: [] };
      visits.set(name, visit);
      visit.events.push(fromWire(wire, { receivedAt, shiftMs: 0, sdkVersion: envelope.sdkVersion }));
    }
    const accepted = seen.size;
    return {
      answer: {
        status: errors.length === 0 ? 'accepted' : accepted + duplicates === 0 ? 'rejected' : 'partial',
        accepted,
        rejected: errors.length,
        duplicates,
        ...(errors.length > 0 && { errors }),
      },
      sessions: [...visits.values()].flatMap(({ productId, sessionId, events }) =>
        assembleVisit(sessionId, events, rules).map(session => sessionView(productId, session)),
      ),
    };
  };
