import { limits } from '@netcrab/plugin-telemetry/contract';
import type { SpoolRecord } from '../spool/record';

/** Events that go to the cloud in one request. */
export interface OutgoingBatch {
  readonly sdkVersion: string;
  /** The smallest of its events; see `sentAtOf`. */
  readonly skewMs: number;
  readonly receivedAt: number;
  readonly count: number;
  /** JSON of the events, between commas; several pieces are never copied together before they are packed. */
  readonly pieces: readonly string[];
}

/** Clocks that differ less are right, as far as the cloud is concerned: the difference is the way over the network. */
const inTimeMs = 5_000;
/** Clocks that are wrong by about the same may share a batch. */
const bucketMs = 2_000;
/** Plain; the cloud takes 10 MB packed, and half of that on one's own line is enough at a time. */
const maxPlainBytes = 4_000_000;

const bucketOf = ({ skewMs, sdkVersion }: SpoolRecord) =>
  `${Math.abs(skewMs) < inTimeMs ? 'in time' : Math.floor(skewMs / bucketMs)} ${sdkVersion}`;

const sizeOf = ({ events }: SpoolRecord) => events.length;

/**
 * Puts records together into batches as large as the wire format allows: of one SDK version and one clock, since the
 * cloud reads both once per batch.
 */
export function outgoingBatches(records: readonly SpoolRecord[]): OutgoingBatch[] {
  const open = new Map<string, SpoolRecord[]>();
  const batches: OutgoingBatch[] = [];
  const close = (group: readonly SpoolRecord[]) => {
    const [first] = group;
    if (!first) return;
    batches.push({
      sdkVersion: first.sdkVersion,
      skewMs: Math.min(...group.map(({ skewMs }) => skewMs)),
      receivedAt: Math.max(...group.map(({ receivedAt }) => receivedAt)),
      count: group.reduce((sum, { count }) => sum + count, 0),
      pieces: group.map(({ events }) => events),
    });
  };
  for (const record of records) {
    const bucket = bucketOf(record);
    const group = open.get(bucket) ?? [];
    const count = group.reduce((sum, one) => sum + one.count, record.count);
    const bytes = group.reduce((sum, one) => sum + sizeOf(one), sizeOf(record));
    if (group.length > 0 && (count > limits.eventsPerBatch || bytes > maxPlainBytes)) {
      close(group);
      open.set(bucket, [record]);
    } else open.set(bucket, [...group, record]);
  }
  for (const group of open.values()) close(group);
  return batches;
}

/**
 * The moment a batch claims to be sent at, by its sender's clock. The cloud takes received − sent as the clock's error,
 * so the time in the spool must not show in it: the clock is as wrong as when the events came here.
 */
export const sentAtOf = ({ skewMs, receivedAt }: OutgoingBatch, now: number): string =>
  new Date(Math.max(now, receivedAt) - skewMs).toISOString();

/** The batch as it travels. */
export const bodyOf = (batch: OutgoingBatch, agentId: string, now: number): string =>
  `${JSON.stringify({ agentId, sdkVersion: batch.sdkVersion, sentAt: sentAtOf(batch, now) }).slice(0, -1)},"events":[${batch.pieces.join(',')}]}`;

export const eventsOf = ({ pieces }: OutgoingBatch): unknown[] =>
  JSON.parse(`[${pieces.join(',')}]`) as unknown[];

/** The events at these places alone. */
export function partOf(batch: OutgoingBatch, events: readonly unknown[]): OutgoingBatch {
  return { ...batch, count: events.length, pieces: events.map(event => JSON.stringify(event)) };
}

/** Two halves of a batch of at least two events. */
export function halvesOf(batch: OutgoingBatch): OutgoingBatch[] {
  const events = eventsOf(batch);
  const middle = Math.ceil(events.length / 2);
  return [events.slice(0, middle), events.slice(middle)].map(half => partOf(batch, half));
}
