import { randomInt } from 'node:crypto';
import { idWords } from './scan/eventId';

/** Odd numbers, others in every process, so that nobody can send ids made to fall on one place. */
const oddNumber = () => randomInt(2 ** 31) * 2 + 1;
const [a, b, c, d] = [oddNumber(), oddNumber(), oddNumber(), oddNumber()];

/**
 * A set of event ids, each four numbers, in tables of numbers, which the garbage collector need not look at. A small
 * table of 16 bits an id answers nearly always: it fits the processor's cache, where the ids do not.
 */
export class IdSet {
  /** Some bits of the id at each place; 0 where there is none. */
  private readonly tags: Uint16Array;
  private readonly ids: Uint32Array;
  private mask = 0;
  private tag = 0;
  size = 0;
  capacity = 0;

  /** @param most ids it can hold. */
  constructor(most: number) {
    const places = placesFor(most);
    this.tags = new Uint16Array(places);
    this.ids = new Uint32Array(places * idWords);
    this.clear(most);
  }

  /** Empties it for so many ids: beyond them lookups become slow, at twice as many they never end. */
  clear(capacity = this.capacity): void {
    this.capacity = capacity;
    this.tags.fill(0, 0, this.mask + 1);
    this.mask = placesFor(capacity) - 1;
    this.size = 0;
  }

  /** Whether it holds the id that stands at `at` of `ids`. */
  has(ids: Uint32Array, at: number): boolean {
    return this.find(ids, at) >= 0;
  }

  /** @returns whether it is new. */
  add(ids: Uint32Array, at: number): boolean {
    const found = this.find(ids, at);
    if (found >= 0) return false;
    const place = ~found;
    this.tags[place] = this.tag;
    for (let word = 0; word < idWords; word++) this.ids[place * idWords + word] = ids[at + word] ?? 0;
    this.size++;
    return true;
  }

  /** Its place, or the complement of the one that is free for it. */
  private find(ids: Uint32Array, at: number): number {
    const { tags, mask } = this;
    const mixed =
      (Math.imul(ids[at] ?? 0, a) +
        Math.imul(ids[at + 1] ?? 0, b) +
        Math.imul(ids[at + 2] ?? 0, c) +
        Math.imul(ids[at + 3] ?? 0, d)) |
      0;
    const tag = mixed >>> 16 || 1;
    this.tag = tag;
    for (let place = (mixed ^ (mixed >>> 15)) & mask; ; place = (place + 1) & mask) {
      const found = tags[place];
      if (found === 0) return ~place;
      if (found === tag && this.standsAt(place, ids, at)) return place;
    }
  }

  private standsAt(place: number, ids: Uint32Array, at: number): boolean {
    for (let word = 0; word < idWords; word++)
      if (this.ids[place * idWords + word] !== ids[at + word]) return false;
    return true;
  }
}

/** A power of two that leaves half of them free. */
const placesFor = (capacity: number): number => 2 ** Math.ceil(Math.log2(capacity * 2));
