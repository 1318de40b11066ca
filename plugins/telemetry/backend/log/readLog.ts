import { open } from 'node:fs/promises';
import type { EventLog } from './eventLog';
import { frameHeaderBytes, unframe } from './frame';

export interface LogSlice {
  readonly payloads: readonly Buffer[];
  /** Where the next read starts. */
  readonly position: number;
  /** Bytes passed over because they were damaged. */
  readonly damagedBytes: number;
}

/**
 * Reads whole records from a position on, up to about `maxBytes` and never past what is durable. Damage inside a closed
 * segment (a failing disk) costs the rest of that segment, which is said in the answer, and never stops the reader.
 */
export async function readLog(log: EventLog, from: number, maxBytes: number): Promise<LogSlice> {
  const { end } = log;
  const segments = log.segments();
  const position = Math.max(from, log.start);
  const index = segments.findLastIndex(segment => segment.base <= position);
  const segment = segments[index];
  if (!segment || position >= end) return { payloads: [], position, damagedBytes: 0 };
  const limit = Math.min(segments[index + 1]?.base ?? end, end);

  const file = await open(segment.path, 'r');
  try {
    let want = Math.min(limit - position, maxBytes);
    let bytes = await readAt(file, position - segment.base, want);
    let at = 0;
    const payloads: Buffer[] = [];
    for (;;) {
      const payload = unframe(bytes, at);
      if (payload === 'short' && payloads.length === 0 && want < limit - position) {
        // The first record is longer than the slice.
        const whole =
          bytes.length >= frameHeaderBytes ? frameHeaderBytes + bytes.readUInt32LE(0) : frameHeaderBytes;
        want = Math.min(limit - position, Math.max(whole, want * 2));
        bytes = await readAt(file, position - segment.base, want);
        continue;
      }
      if (payload === 'damaged' || (payload === 'short' && position + want >= limit && at < bytes.length)) {
        return { payloads, position: limit, damagedBytes: limit - position - at };
      }
      if (payload === 'short') return { payloads, position: position + at, damagedBytes: 0 };
      payloads.push(payload);
      at += frameHeaderBytes + payload.length;
      if (position + at >= limit) return { payloads, position: position + at, damagedBytes: 0 };
    }
  } finally {
    await file.close();
  }
}

async function readAt(file: Awaited<ReturnType<typeof open>>, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let have = 0;
  while (have < length) {
    const { bytesRead } = await file.read(bytes, have, length - have, at + have);
    if (bytesRead === 0) break;
    have += bytesRead;
  }
  return bytes.subarray(0, have);
}
