import fs from 'node:fs';
import { chunkAt, listChunks, syncFolder, type Chunk } from './chunks';
import { systemDisk, type SpoolDisk } from './disk';
import { createGroupWriter, SpoolUnavailableError } from './groupWriter';
import { readPosition, writePosition, type Position } from './position';
import { countEvents, readChunk } from './readChunk';
import { encodeRecord, type SpoolRecord } from './record';

export interface SpoolOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly whenFull: 'refuse' | 'drop-oldest';
  readonly now: () => number;
  /** A chunk that has grown beyond it is closed; what is dropped and freed goes by whole chunks. */
  readonly chunkBytes?: number;
  /** A record is never longer. */
  readonly maxRecordBytes?: number;
  /** Bytes that may wait for the disk. */
  readonly pendingBytes?: number;
  readonly disk?: SpoolDisk;
  /** Called when events have become durable. */
  readonly onAppended?: () => void;
  /** Events that were removed unsent: the spool was full, or they were too old. */
  readonly onDropped?: (rule: 'spool_full' | 'expired', events: number) => void;
}

export interface SpoolWindow {
  readonly records: readonly SpoolRecord[];
  readonly from: Position;
  /** To commit once all of them need no more sending. */
  readonly next: Position;
  readonly damagedLines: number;
}

/** Events on disk that wait to be forwarded, first in, first out. */
export interface Spool {
  /** Resolves once the events survive a power cut. @throws SpoolUnavailableError */
  append(record: SpoolRecord): Promise<void>;
  /** What comes next, without taking it away. */
  read(maxBytes: number): SpoolWindow;
  /** Everything before the position is done with. */
  commit(next: Position): void;
  /** Whether what stands at the position has not been dropped meanwhile. */
  holds(position: Position): boolean;
  /** Drops chunks last written to before `before` (epoch ms). */
  expire(before: number): void;
  /** Bytes not yet forwarded. */
  readonly pendingBytes: number;
  /** Bytes on disk. */
  readonly diskBytes: number;
  /** When the oldest unsent events came, epoch ms; null without any. */
  readonly oldestAt: number | null;
  close(): Promise<void>;
}

/** Opens the spool where the last process left it, however it ended. */
export function openSpool(options: SpoolOptions): Spool {
  const { folder, maxBytes, whenFull, now, disk = systemDisk } = options;
  const { maxRecordBytes = 2 ** 20, chunkBytes = Math.min(2 ** 23, Math.ceil(maxBytes / 16)) } = options;
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const chunks = listChunks(folder);
  let position = readPosition(folder);
  let nextSeq = Math.max(position.seq, chunks.at(-1)?.seq ?? 0) + 1;
  let active: { readonly chunk: Chunk; readonly fd: number } | null = null;
  let closed = false;
  let writing = false;
  let oldestAt: number | null = null;

  const diskBytes = () => chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  const sentOf = (chunk: Chunk) => (chunk.seq === position.seq ? Math.min(position.offset, chunk.bytes) : 0);
  const pending = () => chunks.reduce((sum, chunk) => sum + chunk.bytes - sentOf(chunk), 0);

  function seal() {
    if (active) fs.closeSync(active.fd);
    active = null;
  }
  function remove(chunk: Chunk) {
    fs.rmSync(chunk.path, { force: true });
    chunks.splice(chunks.indexOf(chunk), 1);
  }
  function drop(chunk: Chunk, rule: 'spool_full' | 'expired') {
    const events = countEvents(chunk, sentOf(chunk), maxRecordBytes);
    remove(chunk);
    oldestAt = null;
    if (events > 0) options.onDropped?.(rule, events);
  }
  function clearForwarded() {
    for (let [first] = chunks; first; [first] = chunks) {
      const isDone = first.seq < position.seq || (first !== active?.chunk && sentOf(first) >= first.bytes);
      if (!isDone) return;
      remove(first);
    }
  }

  function begin() {
    const chunk = chunkAt(folder, nextSeq++, now());
    const fd = fs.openSync(chunk.path, 'wx', 0o600);
    active = { chunk, fd };
    chunks.push(chunk);
    syncFolder(folder);
    return active;
  }
  function makeRoom(bytes: number) {
    while (diskBytes() + bytes > maxBytes) {
      const [oldest] = chunks;
      if (whenFull === 'refuse' || !oldest || oldest === active?.chunk)
        throw new SpoolUnavailableError('full', 'The spool is full.');
      drop(oldest, 'spool_full');
    }
  }

  async function write(lines: readonly Buffer[]) {
    const bytes = lines.reduce((sum, line) => sum + line.length, 0);
    if (active && active.chunk.bytes >= chunkBytes) seal();
    clearForwarded();
    makeRoom(bytes);
    let at: { readonly chunk: Chunk; readonly fd: number } | null = active;
    try {
      writing = true;
      at ??= begin();
      await disk.write(at.fd, lines, at.chunk.bytes);
    } catch (cause) {
      abandon(at ?? active);
      throw new SpoolUnavailableError('disk', 'The spool could not be written.', { cause });
    } finally {
      writing = false;
    }
    at.chunk.bytes += bytes;
    at.chunk.lastAt = now();
    oldestAt ??= at.chunk.lastAt;
    options.onAppended?.();
  }
  /** After a failure nobody knows what of the group is on disk: it is cut off, and the next group gets a new chunk. */
  function abandon(at: { readonly chunk: Chunk; readonly fd: number } | null) {
    if (!at) return;
    try {
      fs.ftruncateSync(at.fd, at.chunk.bytes);
    } catch {
      // Its end may stay torn: readers stop at the durable bytes, and the next process at the last whole line.
    }
    seal();
    if (at.chunk.bytes === 0) remove(at.chunk);
  }

  const writer = createGroupWriter(write, options.pendingBytes ?? 2 ** 25);
  clearForwarded();

  return {
    async append(record) {
      if (closed) throw new SpoolUnavailableError('closed', 'The agent is stopping.');
      await writer.add(encodeRecord(record));
    },
    read(maxWindow) {
      const chunk = chunks.find(
        ({ seq, bytes }) => seq > position.seq || (seq === position.seq && position.offset < bytes),
      );
      if (!chunk) return { records: [], from: position, next: position, damagedLines: 0 };
      const offset = sentOf(chunk);
      const slice = readChunk(chunk, offset, Math.max(maxWindow, maxRecordBytes));
      oldestAt = slice.records[0]?.receivedAt ?? oldestAt;
      const at = (to: number): Position => ({ seq: chunk.seq, offset: to });
      return {
        records: slice.records,
        from: at(offset),
        next: at(slice.offset),
        damagedLines: slice.damagedLines,
      };
    },
    commit(next) {
      position = next;
      clearForwarded();
      if (pending() === 0) oldestAt = null;
      try {
        writePosition(folder, position);
      } catch {
        // A full disk: what is forwarded frees it, and a lost position costs repeats alone.
      }
    },
    holds: ({ seq }) => chunks.some(chunk => chunk.seq === seq),
    expire(before) {
      if (active && !writing && active.chunk.lastAt < before) seal();
      for (const chunk of [...chunks])
        if (chunk !== active?.chunk && chunk.lastAt < before) drop(chunk, 'expired');
    },
    get pendingBytes() {
      return pending();
    },
    get diskBytes() {
      return diskBytes();
    },
    get oldestAt() {
      return oldestAt;
    },
    async close() {
      closed = true;
      await writer.idle();
      seal();
    },
  };
}
