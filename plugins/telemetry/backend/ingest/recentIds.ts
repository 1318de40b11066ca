import { createHash, randomBytes } from 'node:crypto';
import { idWords } from './scan/eventId';
import { IdSet } from './idSet';

const seed = randomBytes(16);
const rememberedOrgs = 10_000;

/**
 * Ids of events acknowledged lately, so that a retry is named a duplicate at once. Bounded: two generations, the older
 * of which is forgotten when the newer is full. Processing recognises every repeat, however late.
 */
export class RecentIds {
  private newer: IdSet;
  private older: IdSet;
  private readonly masks = new Map<string, Uint32Array>();

  constructor(generation = 50_000) {
    this.newer = new IdSet(generation);
    this.older = new IdSet(generation);
  }

  /** Makes the first `count` of these ids, in place, into ones of this org alone: what another org sends is another id. */
  ofOrg(orgId: string, ids: Uint32Array, count: number): void {
    const mask = this.maskOf(orgId);
    for (let at = 0; at < count * idWords; at++) ids[at] = (ids[at] ?? 0) ^ (mask[at % idWords] ?? 0);
  }

  /** Whether it holds the id that stands at `at` of `ids`. */
  has(ids: Uint32Array, at: number): boolean {
    return this.newer.has(ids, at) || this.older.has(ids, at);
  }

  add(ids: Uint32Array, at: number): void {
    if (this.newer.size >= this.newer.capacity) {
      [this.newer, this.older] = [this.older, this.newer];
      this.newer.clear();
    }
    this.newer.add(ids, at);
  }

  /** Forgets all: processing still recognises what it holds. */
  clear(): void {
    this.newer.clear();
    this.older.clear();
  }

  private maskOf(orgId: string): Uint32Array {
    let mask = this.masks.get(orgId);
    if (!mask) {
      if (this.masks.size >= rememberedOrgs) this.masks.clear();
      const digest = createHash('sha256').update(seed).update(orgId).digest();
      mask = Uint32Array.from({ length: idWords }, (_, word) => digest.readUInt32LE(word * 4));
      this.masks.set(orgId, mask);
    }
    return mask;
  }
}
