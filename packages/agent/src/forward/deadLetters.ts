import fs from 'node:fs';
import path from 'node:path';
import { sentAtOf, type OutgoingBatch } from './outgoing';

export interface DeadLetters {
  /** Sets a batch aside with the reason; durable when this returns. */
  add(batch: OutgoingBatch, reason: string): void;
  readonly bytes: number;
}

export interface DeadLetterOptions {
  readonly folder: string;
  readonly agentId: string;
  readonly maxBytes: number;
  readonly now: () => number;
  /** Bytes of the oldest ones that had to go. */
  readonly onDropped?: (bytes: number) => void;
}

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/**
 * Batches that the cloud refuses for good, one line of JSON each: when, why, and the batch as it can be sent again. Two
 * files take turns, so that half of the bound is kept when it is reached.
 */
export function createDeadLetters(options: DeadLetterOptions): DeadLetters {
  const { folder, agentId, maxBytes, now } = options;
  const current = path.join(folder, 'dead-letters.ndjson');
  const previous = path.join(folder, 'dead-letters.1.ndjson');
  return {
    add(batch, reason) {
      const head = JSON.stringify({ at: new Date(now()).toISOString(), reason }).slice(0, -1);
      const envelope = JSON.stringify({
        agentId,
        sdkVersion: batch.sdkVersion,
        sentAt: sentAtOf(batch, now()),
      });
      const line = `${head},"batch":${envelope.slice(0, -1)},"events":[${batch.pieces.join(',')}]}}\n`;
      if (sizeOf(current) > 0 && sizeOf(current) + line.length > maxBytes / 2) {
        const lost = sizeOf(previous);
        fs.renameSync(current, previous);
        if (lost > 0) options.onDropped?.(lost);
      }
      const fd = fs.openSync(current, 'a', 0o600);
      try {
        fs.writeSync(fd, line);
        fs.fdatasyncSync(fd);
      } finally {
        fs.closeSync(fd);
      }
    },
    get bytes() {
      return sizeOf(current) + sizeOf(previous);
    },
  };
}
