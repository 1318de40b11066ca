import { createCipheriv, createHash, hkdfSync } from 'node:crypto';

/** Uniform integers from a keyed, reproducible source. */
export interface RandomStream {
  /** A uniform integer in [0, bound); `bound` is an integer in [1, 2^48]. Exact: no modulo bias. */
  below(bound: number): number;
}

const blockBytes = 4096;
const zeros = Buffer.alloc(blockBytes);

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
    const value = block.readUIntBE(position, bytes);
    position += bytes;
    return value;
  }

  return {
    below(bound) {
      if (!Number.isSafeInteger(bound) || bound < 1 || bound > 2 ** 48) {
        throw new RangeError(`A uniform draw needs a bound between 1 and 2^48, not ${bound}`);
      }
      if (bound === 1) return 0;
      // One byte more than needed makes a rejection rare.
      const bytes = Math.min(6, Math.ceil(Math.log2(bound) / 8) + 1);
      const span = 2 ** (8 * bytes);
      const fair = span - (span % bound);
      let value = take(bytes);
      while (value >= fair) value = take(bytes);
      return value % bound;
    },
  };
}

/** What a noise value belongs to: the same four always give the same noise. */
export interface NoiseLabel {
  readonly packId: string;
  readonly measure: string;
  readonly cell: string;
  /** Raised by a restatement, so that the restated cell gets fresh noise. */
  readonly epoch: number;
}

/** Makes the stream of a label: HKDF-SHA256 of the secret, with the label's digest as its info. */
export function noiseStreams(secret: Uint8Array): (label: NoiseLabel) => RandomStream {
  return ({ packId, measure, cell, epoch }) => {
    // JSON keeps the parts apart, whatever characters a task type contains; HKDF wants at most 1024 bytes.
    const info = createHash('sha256')
      .update(JSON.stringify([packId, measure, cell, epoch]))
      .digest();
    return keyedStream(new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), info, 32)));
  };
}
