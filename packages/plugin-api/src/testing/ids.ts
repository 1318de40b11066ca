import { createHash } from 'node:crypto';
import type { Ids } from '../backend/services';

/** Ids and bytes that follow from the seed: the same in every run. */
export function testIds(seed = 'test'): Ids {
  let count = 0;
  const block = () => createHash('sha256').update(`${seed}|${count++}`).digest();
  const bytes = (length: number) => {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32) parts.push(block());
    return new Uint8Array(Buffer.concat(parts).subarray(0, length));
  };
  return {
    bytes,
    uuid: () => {
      const hex = Buffer.from(bytes(16)).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
