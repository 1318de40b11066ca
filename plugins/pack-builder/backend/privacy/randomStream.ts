import { createCipheriv, createHash, createHmac } from 'node:crypto';

/** Uniform integers from a keyed, reproducible source. */
export interface RandomStream {
  /** A uniform integer in [0, bound); `bound` is an integer in [1, 2^48]. Exact: no modulo bias. */
  below(bound: number): number;
}

const blockBytes = 4096;
const zeros = Buffer.alloc(blockBytes);

/** Bytes drawn for a bound: one more than needed makes a rejection rare. */
const bytesFor = (bound: number) =>
  bound <= 2 ** 8 ? 2 : bound <= 2 ** 16 ? 3 : bound <= 2 ** 24 ? 4 : bound <= 2 ** 32 ? 5 : 6;

/** The keystream of AES-256 in counter mode, read as uniform integers: the same key gives the same sequence, always. */
export function keyedStream(key: Uint8Array): RandomStream {
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  let block = zeros;
  let position = blockBytes;

  /** `bytes` keystream bytes as a big-endian integer. */
  function take(bytes: number): number {
    if (position + bytes > blockBytes) {
      block = cipher.update(zeros);
      position = 0;
    }
    let value = 0;
    for (const end = position + bytes; position < end; position += 1)
      value = value * 256 + (block[position] ?? 0);
    return value;
  }

  return {
    below(bound) {
      if (!Number.isSafeInteger(bound) || bound < 1 || bound > 2 ** 48) {
        throw new RangeError(`A uniform draw needs a bound between 1 and 2^48, not ${bound}`);
      }
      if (bound === 1) return 0;
      const bytes = bytesFor(bound);
      const span = 2 ** (8 * bytes);
      const fair = span - (span % bound);
      let value = take(bytes);
      while (value >= fair) value = take(bytes);
      return value % bound;
    },
  };
}

/** HKDF's counter of the one block that a key of 32 bytes takes. */
const firstBlock = Buffer.of(1);

/** What a noise value belongs to: the same four always give the same noise. */
export interface NoiseLabel {
  readonly packId: string;
  readonly measure: string;
  readonly cell: string;
  /** Raised by a restatement, so that the restated cell gets fresh noise. */
  readonly epoch: number;
}

/**
 * Makes the stream of a label: HKDF-SHA256 (RFC 5869) of the secret, without salt, with the label's digest as its info.
 * Extracted once and expanded per label, since a build makes thousands of streams.
 */
export function noiseStreams(secret: Uint8Array): (label: NoiseLabel) => RandomStream {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest();
  return ({ packId, measure, cell, epoch }) => {
    // JSON keeps the parts apart, whatever characters a task type contains.
    const info = createHash('sha256')
      .update(JSON.stringify([packId, measure, cell, epoch]))
      .digest();
    return keyedStream(createHmac('sha256', extracted).update(info).update(firstBlock).digest());
  };
}
