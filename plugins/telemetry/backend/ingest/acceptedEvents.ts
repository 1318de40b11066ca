import { limits, type WireEvent } from '../../contract';
import { idWords, scanEventId } from './scan/eventId';

/**
 * What ingest needs to know of the good events of one batch, in columns that serve every batch in turn: read it before
 * the next is judged.
 */
export class AcceptedEvents {
  /** Four numbers an event. */
  readonly ids = new Uint32Array(limits.eventsPerBatch * idWords);
  /** Epoch ms by the sender's clock. */
  readonly times = new Float64Array(limits.eventsPerBatch);
  /** By the place of its product in `products`. */
  readonly productOf = new Uint16Array(limits.eventsPerBatch);
  products: string[] = [];
  count = 0;
  /** Each id comes after the one before, as a client makes them: then none is there twice. */
  ascending = true;

  clear(): void {
    this.count = 0;
    this.products = [];
    this.ascending = true;
  }

  /** Takes in the event whose id was written to its place in `ids`. */
  push(ts: number, productId: string): void {
    let product = this.products.indexOf(productId);
    if (product < 0) product = this.products.push(productId) - 1;
    this.ascending &&= this.count === 0 || comesAfter(this.ids, this.count * idWords);
    this.times[this.count] = ts;
    this.productOf[this.count++] = product;
  }

  add(event: WireEvent, ts: number): void {
    scanEventId(Buffer.from(event.eventId, 'latin1'), 0, this.ids, this.count * idWords);
    this.push(ts, event.productId);
  }
}

/** Whether the id at `at` is greater than the one before it. */
function comesAfter(ids: Uint32Array, at: number): boolean {
  for (let word = at; word < at + idWords; word++) {
    const difference = (ids[word] ?? 0) - (ids[word - idWords] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
