import { Fingerprints } from './fingerprints';

/**
 * Ids of events acknowledged lately, so that a retry is named a duplicate at once. Bounded: two generations, the older
 * of which is forgotten when the newer is full. Processing recognises every repeat, however late.
 */
export class RecentIds {
  private newer: Fingerprints;
  private older: Fingerprints;

  constructor(generation = 50_000) {
    this.newer = new Fingerprints(generation);
    this.older = new Fingerprints(generation);
  }

  has(orgId: string, eventId: string): boolean {
    return this.newer.has(orgId, eventId) || this.older.has(orgId, eventId);
  }

  add(orgId: string, eventId: string): void {
    if (this.newer.size >= this.newer.capacity) {
      [this.newer, this.older] = [this.older, this.newer];
      this.newer.clear();
    }
    this.newer.add(orgId, eventId);
  }
}
