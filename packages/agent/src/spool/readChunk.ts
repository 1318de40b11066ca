import { closeSync, openSync, readSync } from 'node:fs';
import type { Chunk } from './chunks';
import { decodeRecord, type SpoolRecord } from './record';

export interface ChunkSlice {
  readonly records: readonly SpoolRecord[];
  /** Where to go on in the chunk. */
  readonly offset: number;
  /** Lines that were not what was written. */
  readonly damagedLines: number;
}

const lineBreak = 10;

function bytesAt(path: string, at: number, length: number): Buffer {
  const fd = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, readSync(fd, bytes, 0, length, at));
  } finally {
    closeSync(fd);
  }
}

/**
 * Whole records from an offset on, up to `maxBytes`, which must exceed the longest. What follows the last line break of
 * a chunk was torn by a crash and never acknowledged; a damaged line costs itself alone.
 */
export function readChunk(chunk: Chunk, offset: number, maxBytes: number): ChunkSlice {
  const bytes = bytesAt(chunk.path, offset, Math.min(maxBytes, chunk.bytes - offset));
  // Shorter than it was: somebody else cut it.
  if (bytes.length === 0) return { records: [], offset: chunk.bytes, damagedLines: 1 };
  const records: SpoolRecord[] = [];
  let damagedLines = 0;
  let at = 0;
  for (let end = bytes.indexOf(lineBreak); end >= 0; end = bytes.indexOf(lineBreak, at)) {
    const record = decodeRecord(bytes.subarray(at, end));
    if (record) records.push(record);
    else damagedLines++;
    at = end + 1;
  }
  // Nothing whole in all that was asked for: the rest is torn, or not lines at all.
  const isRest = offset + bytes.length >= chunk.bytes;
  if (at === 0 && !isRest) damagedLines++;
  return { records, offset: isRest || at === 0 ? offset + bytes.length : offset + at, damagedLines };
}

/** Events in a chunk from an offset on. */
export function countEvents(chunk: Chunk, offset: number, maxBytes: number): number {
  let events = 0;
  for (let at = offset; at < chunk.bytes;) {
    const slice = readChunk(chunk, at, maxBytes);
    if (slice.offset === at) break;
    at = slice.offset;
    for (const { count } of slice.records) events += count;
  }
  return events;
}
