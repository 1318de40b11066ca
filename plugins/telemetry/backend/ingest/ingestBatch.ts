import { UnavailableError, type Clock, type Logger } from '@netcrab/plugin-api/backend';
import { limits, patterns, type IngestAnswer, type WireEvent } from '../../contract';
import type { Counters } from '../counters/counters';
import { LogUnavailableError, type EventLog } from '../log/eventLog';
import { encodeRecord } from '../log/record';
import { parseEnvelope, type Envelope } from './envelope';
import { Fingerprints } from './fingerprints';
import { inflate } from './inflate';
import type { RecentIds } from './recentIds';
import { parseTimestamp } from './timestamp';
import { validateEvent, type Rejection } from './validateEvent';

export interface IngestOptions {
  readonly log: EventLog;
  readonly counters: Counters;
  readonly recent: RecentIds;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly inflatedBytes: number;
  readonly clockToleranceMs: number;
  /** For the metrics. */
  readonly onOutcome: (outcome: 'accepted' | 'rejected' | 'duplicate', count: number) => void;
}

export interface IncomingBatch {
  readonly orgId: string;
  readonly body: Uint8Array;
  readonly encoding: string | string[] | undefined;
}

/** An event may be stamped a moment after the batch: the two clocks are read at different times. */
const aheadMs = 60_000;
const lateMs = 3_600_000;
/** What is older was stamped by no clock that can be corrected. */
const oldestMs = 10 * 365 * 86_400_000;

interface Judged {
  readonly accepted: readonly WireEvent[];
  /** Accepted events that were not acknowledged before. */
  readonly fresh: readonly WireEvent[];
  readonly rejected: ReadonlyArray<{
    readonly index: number;
    readonly event: unknown;
    readonly rejection: Rejection;
  }>;
}

/** Per product: how many, and how many of them late. */
function countAccepted(
  counters: Counters,
  orgId: string,
  events: readonly WireEvent[],
  sdkVersion: string,
  sentAt: number,
) {
  let productId = events[0]?.productId;
  let count = 0;
  let late = 0;
  const flush = () => {
    if (productId === undefined) return;
    counters.add(orgId, productId, 'accepted', count);
    counters.add(orgId, productId, `sdk:${sdkVersion}`, count);
    if (late > 0) counters.add(orgId, productId, 'late', late);
  };
  for (const event of events) {
    if (event.productId !== productId) {
      flush();
      productId = event.productId;
      count = late = 0;
    }
    count++;
    if (sentAt - parseTimestamp(event.ts) > lateMs) late++;
  }
  flush();
}

/** The product a refused event names, if it can be counted under it. */
function productOf(event: unknown): string {
  const id = typeof event === 'object' && event !== null && 'productId' in event ? event.productId : null;
  return typeof id === 'string' && patterns.productId.test(id) ? id : '(unknown)';
}

/** Takes a batch in: judges its events, makes the good ones durable, then answers. */
export function createIngest(options: IngestOptions) {
  const { counters, recent, clock, logger } = options;
  /** The ids of the batch that is judged. */
  const own = new Fingerprints(limits.eventsPerBatch);

  function judge(orgId: string, { events, sentAt }: Envelope): Judged {
    const bounds = { orgId, earliestTs: sentAt - oldestMs, latestTs: sentAt + aheadMs };
    const accepted: WireEvent[] = [];
    const rejected: Array<{ index: number; event: unknown; rejection: Rejection }> = [];
    const fresh: WireEvent[] = [];
    own.clear();
    for (let index = 0; index < events.length; index++) {
      const rejection = validateEvent(events[index], bounds);
      if (rejection) {
        rejected.push({ index, event: events[index], rejection });
        continue;
      }
      const event = events[index] as WireEvent;
      accepted.push(event);
      if (own.add('', event.eventId) && !recent.has(orgId, event.eventId)) fresh.push(event);
    }
    return { accepted, fresh, rejected };
  }

  async function store(orgId: string, envelope: Envelope, judged: Judged, bytes: Buffer, receivedAt: number) {
    const skew = receivedAt - envelope.sentAt;
    const shiftMs = Math.abs(skew) < options.clockToleranceMs ? 0 : skew;
    // The bytes as they came, unless some of it was refused: writing JSON anew costs as much as reading it.
    const batch =
      judged.rejected.length === 0 ? bytes : Buffer.from(JSON.stringify({ events: judged.accepted }));
    try {
      await options.log.append(
        encodeRecord({ orgId, receivedAt, shiftMs, sdkVersion: envelope.sdkVersion }, batch),
      );
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
      logger.error({ err: error }, 'Events were refused: the log could not be written');
      throw new UnavailableError(
        'Events cannot be stored now; none of this batch was taken. Send it again later.',
        {
          headers: { 'retry-after': '5' },
          cause: error,
        },
      );
    }
    // Only what is on disk may be called a duplicate later.
    for (const event of judged.fresh) recent.add(orgId, event.eventId);
  }

  return async ({ orgId, body, encoding }: IncomingBatch): Promise<IngestAnswer> => {
    const receivedAt = clock.now();
    const bytes = await inflate(body, encoding, options.inflatedBytes);
    const envelope = parseEnvelope(bytes);
    const judged = judge(orgId, envelope);
    const { accepted, fresh, rejected } = judged;
    if (fresh.length > 0) await store(orgId, envelope, judged, bytes, receivedAt);

    if (fresh.length > 0) countAccepted(counters, orgId, fresh, envelope.sdkVersion, envelope.sentAt);
    const duplicates = accepted.length - fresh.length;
    if (duplicates > 0) counters.add(orgId, accepted[0]?.productId ?? '(unknown)', 'duplicates', duplicates);
    for (const { event, rejection } of rejected)
      counters.add(orgId, productOf(event), `rejected:${rejection.rule}`, 1);
    options.onOutcome('accepted', fresh.length);
    options.onOutcome('rejected', rejected.length);
    options.onOutcome('duplicate', duplicates);
    return {
      status: rejected.length === 0 ? 'accepted' : accepted.length === 0 ? 'rejected' : 'partial',
      accepted: fresh.length,
      rejected: rejected.length,
      duplicates,
      ...(rejected.length > 0 && {
        errors: rejected.map(({ index, rejection: { field, message } }) => ({ index, field, message })),
      }),
    };
  };
}
