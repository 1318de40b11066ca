import type { Clock } from '@netcrab/plugin-api/backend';
import { maxLiveEvents, type LiveAnswer, type LiveEvent, type WireEvent } from '../../contract';
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

interface Kept extends AcknowledgedBatch {
  readonly number: number;
}

function view(event: WireEvent, { receivedAt, sdkVersion }: AcknowledgedBatch): LiveEvent {
  const { orgId: _org, x: _x, y: _y, ...shown } = event;
  return { ...shown, receivedAt, sdkVersion };
}

/**
 * What was acknowledged last. A request only puts its batch into a list, unread: events are parsed when somebody looks.
 * Bounded in bytes and in time; empty after a start.
 */
export function createLiveFeed({ clock, processId, keptBytes = defaultKeptBytes }: LiveFeedOptions) {
  const rejections = createRecentRejections(clock, keptMs);
  let batches: Kept[] = [];
  let bytes = 0;
  let last = 0;

  function trim() {
    const oldest = clock.now() - keptMs;
    let drop = 0;
    for (const batch of batches) {
      if (bytes <= keptBytes && batches.length - drop <= maxBatches && batch.receivedAt >= oldest) break;
      bytes -= batch.bytes.length;
      drop++;
    }
    if (drop > 0) batches = batches.slice(drop);
  }

  const parse = (batch: Kept): WireEvent[] =>
    (JSON.parse(Buffer.from(batch.bytes).toString('utf8')) as { events: WireEvent[] }).events;

  return {
    acknowledged(batch: AcknowledgedBatch): void {
      batches.push({ ...batch, number: ++last });
      bytes += batch.bytes.length;
      // Trimming moves the list: not for every batch.
      if (bytes > keptBytes * 1.1 || batches.length > maxBatches * 1.1) trim();
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
      batches = batches.filter(
        batch =>
          batch.orgId !== orgId ||
          !batch.products.some(one => one.productId === productId) ||
          (userHash !== null && !parse(batch).some(event => event.userHash === userHash)),
      );
      bytes = batches.reduce((sum, batch) => sum + batch.bytes.length, 0);
      if (userHash === null) rejections.forget(orgId, productId);
    },
  };
}
export type LiveFeed = ReturnType<typeof createLiveFeed>;
