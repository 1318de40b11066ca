import type { Clock } from '@netcrab/plugin-api/backend';
import { maxLiveEvents, type LiveAnswer, type LiveEvent, type WireEvent } from '../../contract';
import { ByteRing, type RingPart } from './byteRing';
import { createRecentRejections } from './recentRejections';

/** A batch as it went to the log. */
export interface AcknowledgedBatch {
  readonly orgId: string;
  readonly receivedAt: number;
  readonly sdkVersion: string;
  readonly products: ReadonlyArray<{ readonly productId: string }>;
  /** JSON with `events`. */
  readonly bytes: Uint8Array;
}

export interface LiveFeedOptions {
  readonly clock: Clock;
  /** Tells the cursors of this process from those of others. */
  readonly processId: string;
  /** Bytes of batches that are kept, over all orgs. */
  readonly keptBytes?: number;
}

const defaultKeptBytes = 16 * 1024 * 1024;
const keptMs = 10 * 60_000;
/** More batches than this make looking for one org's slow. */
const maxBatches = 4_096;

interface Kept extends Omit<AcknowledgedBatch, 'bytes'> {
  readonly number: number;
  readonly part: RingPart;
}

function view(event: WireEvent, { receivedAt, sdkVersion }: Kept): LiveEvent {
  const { orgId: _org, x: _x, y: _y, ...shown } = event;
  return { ...shown, receivedAt, sdkVersion };
}

/**
 * What was acknowledged last. A request only copies its batch, unread: events are parsed when somebody looks. Bounded in
 * bytes and in time; empty after a start.
 */
export function createLiveFeed({ clock, processId, keptBytes = defaultKeptBytes }: LiveFeedOptions) {
  const rejections = createRecentRejections(clock, keptMs);
  const ring = new ByteRing(keptBytes);
  let batches: Kept[] = [];
  let last = 0;

  function trim() {
    const oldest = clock.now() - keptMs;
    const from = batches.findIndex(({ receivedAt, part }) => receivedAt >= oldest && ring.holds(part));
    const drop = from < 0 ? batches.length : Math.max(from, batches.length - maxBatches);
    // What is not shown any more is not kept either.
    for (const { part } of batches.slice(0, drop)) if (ring.holds(part)) ring.erase(part);
    batches = batches.slice(drop);
  }

  const parse = ({ part }: Kept): WireEvent[] =>
    (JSON.parse(ring.read(part).toString('utf8')) as { events: WireEvent[] }).events;

  return {
    acknowledged({ orgId, receivedAt, sdkVersion, products, bytes }: AcknowledgedBatch): void {
      const part = ring.put(bytes);
      if (!part) return;
      batches.push({ orgId, receivedAt, sdkVersion, products, part, number: ++last });
      // Trimming moves the list: not for every batch.
      if (batches.length > maxBatches * 1.1) trim();
    },
    refused: rejections.add,
    read(orgId: string, productId: string, after: string | undefined): LiveAnswer {
      trim();
      const [process, number] = after?.split('-') ?? [];
      const known = process === processId && Number(number) <= last;
      const since = known ? Number(number) : 0;
      const events = new Map<string, LiveEvent>();
      for (let at = batches.length - 1; at >= 0 && events.size < maxLiveEvents; at--) {
        const batch = batches[at];
        if (!batch || batch.number <= since) break;
        if (batch.orgId !== orgId || !batch.products.some(one => one.productId === productId)) continue;
        for (const event of parse(batch).reverse()) {
          if (event.productId === productId) events.set(event.eventId, view(event, batch));
          if (events.size === maxLiveEvents) break;
        }
      }
      return {
        events: [...events.values()].reverse(),
        rejections: rejections.of(orgId, productId),
        cursor: `${processId}-${last}`,
      };
    },
    /** Drops the batches that hold events of the product, or of one of its users. */
    forget(orgId: string, productId: string, userHash: string | null): void {
      trim();
      const concerns = (batch: Kept) =>
        batch.orgId === orgId &&
        batch.products.some(one => one.productId === productId) &&
        (userHash === null || parse(batch).some(event => event.userHash === userHash));
      const dropped = new Set(batches.filter(concerns));
      for (const { part } of dropped) ring.erase(part);
      batches = batches.filter(batch => !dropped.has(batch));
      if (userHash === null) rejections.forget(orgId, productId);
    },
  };
}
export type LiveFeed = ReturnType<typeof createLiveFeed>;
