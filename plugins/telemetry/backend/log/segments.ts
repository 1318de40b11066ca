import { closeSync, fstatSync, fsyncSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { frameHeaderBytes, unframe } from './frame';

/** A file of the log. Positions count bytes from the log's very beginning, over all segments. */
export interface Segment {
  readonly base: number;
  readonly path: string;
}

const nameOf = (base: number) => `${String(base).padStart(16, '0')}.log`;
export const segmentAt = (folder: string, base: number): Segment => ({
  base,
  path: path.join(folder, nameOf(base)),
});

/** Oldest first. */
export function listSegments(folder: string): Segment[] {
  return readdirSync(folder)
    .filter(name => /^\d{16}\.log$/.test(name))
    .sort()
    .map(name => ({ base: Number(name.slice(0, 16)), path: path.join(folder, name) }));
}

export const sizeOf = (segment: Segment): number => statSync(segment.path).size;

/** New and removed files are durable only once their folder is. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Bytes of whole, undamaged records at the start of the segment; what follows was torn by a crash. */
export function wholeBytes(segment: Segment): number {
  const fd = openSync(segment.path, 'r');
  try {
    const size = fstatSync(fd).size;
    const header = Buffer.alloc(frameHeaderBytes);
    let at = 0;
    while (at + frameHeaderBytes <= size) {
      readSync(fd, header, 0, frameHeaderBytes, at);
      const bytes = frameHeaderBytes + header.readUInt32LE(0);
      if (at + bytes > size) break;
      const record = Buffer.allocUnsafe(bytes);
      readSync(fd, record, 0, bytes, at);
      if (typeof unframe(record, 0) === 'string') break;
      at += bytes;
    }
    return at;
  } finally {
    closeSync(fd);
  }
}
