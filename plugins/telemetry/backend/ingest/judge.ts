import { limits, type WireEvent } from '../../contract';
import { AcceptedEvents } from './acceptedEvents';
import { parseEnvelope } from './envelope';
import { IdSet } from './idSet';
import type { RecentIds } from './recentIds';
import { BatchScanner } from './scan/batchScanner';
import { idWords } from './scan/eventId';
import { parseTimestamp } from './timestamp';
import { validateEvent, type Rejection } from './validateEvent';

/** An event may be stamped a moment after the batch: the two clocks are read at different times. */
const aheadMs = 60_000;
const lateMs = 3_600_000;
/** What is older was stamped by no clock that can be corrected. */
const oldestMs = 10 * 365 * 86_400_000;

/** Fresh events of one product, and how many of them were sent late. */
export interface ProductCount {
  readonly productId: string;
  count: number;
  late: number;
}

export interface Judged {
  readonly sdkVersion: string;
  /** Epoch ms by the sender's clock. */
  readonly sentAt: number;
  readonly accepted: number;
  /** Accepted events that were not acknowledged before: how many, of which products, with which ids. */
  readonly fresh: number;
  readonly products: readonly ProductCount[];
  readonly freshIds: Uint32Array;
  readonly rejected: ReadonlyArray<{
    readonly index: number;
    readonly event: unknown;
    readonly rejection: Rejection;
  }>;
  /** The accepted events as JSON: the bytes as they came, unless some of them were refused. */
  readonly bytes: Buffer;
}

/** Judges a batch and each of its events, in place where it can, by parsing it where something looks unusual. */
export function createJudge(recent: RecentIds) {
  const scanner = new BatchScanner();
  const accepted = new AcceptedEvents();
  /** The ids of the batch that is judged, unless their order says that each is there once. */
  const own = new IdSet(limits.eventsPerBatch);

  function scanned(bytes: Buffer, orgId: string) {
    if (!scanner.scan(bytes, orgId, accepted)) return null;
    const { sdkVersion, sentAt, earliestTs, latestTs } = scanner;
    if (earliestTs < sentAt - oldestMs || latestTs > sentAt + aheadMs) return null;
    return { sdkVersion, sentAt, rejected: [], bytes };
  }

  function parsed(bytes: Buffer, orgId: string) {
    const { sdkVersion, sentAt, events } = parseEnvelope(bytes);
    const bounds = { orgId, earliestTs: sentAt - oldestMs, latestTs: sentAt + aheadMs };
    const good: WireEvent[] = [];
    const rejected: Array<{ index: number; event: unknown; rejection: Rejection }> = [];
    accepted.clear();
    for (const [index, event] of events.entries()) {
      const rejection = validateEvent(event, bounds);
      if (rejection) {
        rejected.push({ index, event, rejection });
        continue;
      }
      good.push(event as WireEvent);
      accepted.add(event as WireEvent, parseTimestamp((event as WireEvent).ts));
    }
    // Writing JSON anew costs as much as reading it.
    const kept = rejected.length === 0 ? bytes : Buffer.from(JSON.stringify({ events: good }));
    return { sdkVersion, sentAt, rejected, bytes: kept };
  }

  /** Counts the fresh ones per product, and moves their ids together. */
  function pickFresh(orgId: string, sentAt: number) {
    const { ids, times, productOf, count, ascending } = accepted;
    const products = accepted.products.map(productId => ({ productId, count: 0, late: 0 }));
    let fresh = 0;
    if (!ascending) own.clear(Math.max(count, 1));
    recent.ofOrg(orgId, ids, count);
    for (let index = 0; index < count; index++) {
      const at = index * idWords;
      if ((!ascending && !own.add(ids, at)) || recent.has(ids, at)) continue;
      if (fresh < index) ids.copyWithin(fresh * idWords, at, at + idWords);
      fresh++;
      const product = products[productOf[index] ?? 0];
      if (!product) continue;
      product.count++;
      if (sentAt - (times[index] ?? 0) > lateMs) product.late++;
    }
    return { fresh, products, freshIds: ids.slice(0, fresh * idWords) };
  }

  /** @throws InvalidRequestError when the batch cannot be read up to its events. */
  return (bytes: Buffer, orgId: string): Judged => {
    const read = scanned(bytes, orgId) ?? parsed(bytes, orgId);
    const { fresh, products, freshIds } = pickFresh(orgId, read.sentAt);
    const { sdkVersion, sentAt, rejected, bytes: kept } = read;
    return { sdkVersion, sentAt, rejected, bytes: kept, accepted: accepted.count, fresh, products, freshIds };
  };
}
