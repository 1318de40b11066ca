import { randomBytes, randomFillSync } from 'node:crypto';
import type { Clock, Ids } from '@netcrab/plugin-api/backend';

/** Random bytes are fetched in blocks: one system call for many ids. */
const poolSize = 4096;
/** The 12 bits of `rand_a` count ids within a millisecond; half of them start free. */
const counterLimit = 0x1000;

/**
 * UUIDv7 (RFC 9562, method 1): ids of one process sort in the order they were made, also within a millisecond and when
 * the clock steps back. More than the counter holds borrows the next millisecond.
 */
export function createIds({ clock }: { readonly clock: Clock }): Ids {
  const pool = Buffer.alloc(poolSize);
  let used = poolSize;
  let lastMs = 0;
  let counter = 0;

  const take = (length: number): Buffer => {
    if (used + length > poolSize) {
      randomFillSync(pool);
      used = 0;
    }
    used += length;
    return pool.subarray(used - length, used);
  };
  const seed = () => take(2).readUInt16BE() & 0x7ff;

  const uuid = (): string => {
    const now = clock.now();
    if (now > lastMs) {
      lastMs = now;
      counter = seed();
    } else if (++counter === counterLimit) {
      lastMs++;
      counter = seed();
    }
    const time = lastMs.toString(16).padStart(12, '0');
    const random = take(8);
    const variant = ((random.readUInt8() & 0x3f) | 0x80).toString(16);
    const rest = random.toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${rest.slice(2, 4)}-${rest.slice(4)}`;
  };

  return { uuid, bytes: length => new Uint8Array(randomBytes(length)) };
}
