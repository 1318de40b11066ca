import { limits } from '../../../contract';
import type { AcceptedEvents } from '../acceptedEvents';
import { isLine } from '../envelope';
import { idWords } from './eventId';
import { EventScanner } from './eventScanner';
import { byte, skipSpace, standsAt } from './jsonBytes';
import { scanText, TextRule } from './textRule';
import { TimestampScanner } from './timestampScanner';

const keys = {
  agentId: Buffer.from('"agentId"'),
  sdkVersion: Buffer.from('"sdkVersion"'),
  sentAt: Buffer.from('"sentAt"'),
  events: Buffer.from('"events"'),
};
type Key = keyof typeof keys;
const names = Object.keys(keys) as Key[];
const rules = {
  agentId: new TextRule(text => isLine(text, limits.text)),
  sdkVersion: new TextRule(text => isLine(text, limits.short)),
};

/** Judges whole batches as they stand in the request, as `EventScanner` does events. */
export class BatchScanner {
  private readonly events = new EventScanner();
  private readonly timestamps = new TimestampScanner();
  /** Of the batch scanned last; `sentAt` and the times of its events in epoch ms. */
  sdkVersion = '';
  sentAt = 0;
  earliestTs = 0;
  latestTs = 0;

  /** @returns whether all of the batch is surely good, but for the times of its events; they stand in `accepted`. */
  scan(bytes: Buffer, orgId: string, accepted: AcceptedEvents): boolean {
    this.events.begin(bytes, orgId);
    accepted.clear();
    const seen = new Set<Key>();
    let at = skipSpace(bytes, 0);
    if (bytes[at] !== byte.openObject) return false;
    do {
      at = skipSpace(bytes, at + 1);
      const key = names.find(name => standsAt(bytes, at, keys[name]));
      if (key === undefined || seen.has(key)) return false;
      seen.add(key);
      at = skipSpace(bytes, at + keys[key].length);
      if (bytes[at] !== byte.colon) return false;
      at = this.value(bytes, skipSpace(bytes, at + 1), key, accepted);
      if (at < 0) return false;
      at = skipSpace(bytes, at);
    } while (bytes[at] === byte.comma);
    if (bytes[at] !== byte.closeObject || skipSpace(bytes, at + 1) !== bytes.length) return false;
    return seen.has('sdkVersion') && seen.has('sentAt') && seen.has('events');
  }

  private value(bytes: Buffer, at: number, key: Key, accepted: AcceptedEvents): number {
    if (key === 'events') return this.list(bytes, at, accepted);
    if (key === 'sentAt') {
      const end = this.timestamps.scan(bytes, at);
      this.sentAt = this.timestamps.value;
      return end;
    }
    const end = scanText(bytes, at, rules[key]);
    if (key === 'sdkVersion' && end > 0) this.sdkVersion = bytes.toString('utf8', at + 1, end - 1);
    return end;
  }

  private list(bytes: Buffer, start: number, accepted: AcceptedEvents): number {
    if (bytes[start] !== byte.openList) return -1;
    const { events } = this;
    let at = start;
    let product: Buffer | undefined;
    let productId = '';
    this.earliestTs = Infinity;
    this.latestTs = -Infinity;
    do {
      if (accepted.count === limits.eventsPerBatch) return -1;
      at = events.scan(skipSpace(bytes, at + 1), accepted.ids, accepted.count * idWords);
      if (at < 0) return -1;
      // Nearly always that of the event before; with its quotes, so that none is the beginning of another.
      if (product === undefined || !standsAt(bytes, events.productFrom, product)) {
        product = bytes.subarray(events.productFrom, events.productTo);
        productId = product.toString('latin1', 1, product.length - 1);
      }
      if (events.ts < this.earliestTs) this.earliestTs = events.ts;
      if (events.ts > this.latestTs) this.latestTs = events.ts;
      accepted.push(events.ts, productId);
      at = skipSpace(bytes, at);
    } while (bytes[at] === byte.comma);
    return bytes[at] === byte.closeList ? at + 1 : -1;
  }
}
