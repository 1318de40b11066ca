/** Where a part stands in a ring: a position that counts all bytes ever written, and its length. */
export interface RingPart {
  readonly position: number;
  readonly length: number;
}

/**
 * The last bytes of a stream, in memory that is taken once and written over: to keep what arrived means to copy it, so
 * that the buffers of requests can be freed young. Kept ones would each wait for a collection of the whole heap, and
 * cause it, as the collector counts their bytes.
 */
export class ByteRing {
  private memory: Buffer | undefined;
  private end = 0;

  constructor(private readonly capacity: number) {}

  /** Copies the bytes in, over the oldest. @returns where they stand; null when they are more than fit. */
  put(bytes: Uint8Array): RingPart | null {
    const { length } = bytes;
    if (length > this.capacity) return null;
    this.memory ??= Buffer.allocUnsafeSlow(this.capacity);
    const room = this.capacity - (this.end % this.capacity);
    // A part lies in one piece: what is left at the end stays empty.
    const position = length <= room ? this.end : this.end + room;
    this.memory.set(bytes, position % this.capacity);
    this.end = position + length;
    return { position, length };
  }

  /** Whether the part was not written over. */
  holds({ position }: RingPart): boolean {
    return position >= this.end - this.capacity;
  }

  /** The bytes of a part that it holds: to be read at once, since the next may be written over them. */
  read({ position, length }: RingPart): Buffer {
    const from = position % this.capacity;
    return (this.memory ?? Buffer.alloc(0)).subarray(from, from + length);
  }

  /** Overwrites a part that it holds with zeros. */
  erase(part: RingPart): void {
    this.read(part).fill(0);
  }
}
