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

  clear(): void {
    this.count = 0;
    this.products = [];
  }

  /** Takes in the event whose id was written to its place in `ids`. */
  push(ts: number, productId: string): void {
    let product = this.products.indexOf(productId);
    if (product < 0) product = this.products.push(productId) - 1;
    this.times[this.count] = ts;
    this.productOf[this.count++] = product;
  }

  add(event: WireEvent, ts: number): void {
    scanEventId(Buffer.from(event.eventId, 'latin1'), 0, this.ids, this.count * idWords);
    this.push(ts, event.productId);
  }
}
