import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { systemDisk, type LogDisk } from './disk';
import { frame } from './frame';
import { listSegments, segmentAt, sizeOf, syncFolder, wholeBytes, type Segment } from './segments';

export interface EventLogOptions {
  readonly folder: string;
  /** A segment that has grown beyond it is closed and the next begun. */
  readonly segmentBytes: number;
  /** Bytes that may wait for the disk. */
  readonly pendingBytes: number;
  readonly disk?: LogDisk;
  /** Called when records have become durable. */
  readonly onAppended?: () => void;
}

/** The log cannot take the record now: the disk is full or broken, or too much waits for it. Nothing was kept. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
}

interface Waiting {
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
  resolve(): void;
  reject(error: LogUnavailableError): void;
}

/**
 * An append-only log in segments. Records that arrive while the disk is busy are written and synced together, so one
 * sync acknowledges many: an append resolves once its record survives a power cut.
 */
export interface EventLog {
  /** Tells this log from another that was begun after this one was deleted. */
  readonly id: string;
  /** First position that can be read. */
  readonly start: number;
  /** Position after the last durable record. */
  readonly end: number;
  /** @throws LogUnavailableError */
  append(parts: readonly Uint8Array[]): Promise<void>;
  /** Removes closed segments wholly before the position that have not been written to since `before` (epoch ms). */
  removeConsumed(position: number, before: number): void;
  /** Begins a new segment, so that all before can be removed once consumed. @returns the position it begins at. */
  seal(): Promise<number>;
  segments(): readonly Segment[];
  close(): Promise<void>;
}

function logId(folder: string): string {
  const file = path.join(folder, 'log.id');
  if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
  const id = randomUUID();
  fs.writeFileSync(file, id, { flush: true });
  return id;
}

/** Opens the log and cuts off what a crash left half-written. */
export function openEventLog(options: EventLogOptions): EventLog {
  const { folder, segmentBytes, pendingBytes, disk = systemDisk } = options;
  fs.mkdirSync(folder, { recursive: true });
  const id = logId(folder);
  const segments = listSegments(folder);
  let current = segments.at(-1);
  if (!current) segments.push((current = segmentAt(folder, 0)));
  let fd = fs.openSync(current.path, fs.constants.O_RDWR | fs.constants.O_CREAT);
  const whole = wholeBytes(current);
  if (whole < fs.fstatSync(fd).size) fs.ftruncateSync(fd, whole);
  fs.fsyncSync(fd);
  syncFolder(folder);

  let end = current.base + whole;
  let active = current;
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let flushing: Promise<void> | null = null;
  /** Bytes beyond `end` may be on disk after a failed write; they must go before the next. */
  let unclean = false;
  let closed = false;

  function beginSegment() {
    const next = segmentAt(folder, end);
    const opened = fs.openSync(next.path, fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_TRUNC);
    syncFolder(folder);
    fs.closeSync(fd);
    fd = opened;
    active = next;
    segments.push(next);
  }

  async function writeGroup(group: readonly Waiting[]) {
    if (unclean) {
      disk.truncate(fd, end - active.base);
      unclean = false;
    }
    if (end - active.base >= segmentBytes) beginSegment();
    const bytes = group.reduce((sum, record) => sum + record.bytes, 0);
    unclean = true;
    await disk.write(
      fd,
      group.flatMap(record => record.parts),
      end - active.base,
    );
    await disk.sync(fd);
    unclean = false;
    end += bytes;
  }

  async function flush() {
    // The caller must have stored the promise before this can end.
    await Promise.resolve();
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await writeGroup(group);
        for (const record of group) record.resolve();
        options.onAppended?.();
      } catch (cause) {
        const error = new LogUnavailableError('The event log could not be written.', { cause });
        for (const record of group) record.reject(error);
      }
      for (const record of group) waitingBytes -= record.bytes;
    }
    // At once, not in a later turn: whoever was just answered may append before that and would wait for nobody.
    flushing = null;
  }

  return {
    id,
    get start() {
      return segments[0]?.base ?? end;
    },
    get end() {
      return end;
    },
    append(parts) {
      return new Promise((resolve, reject) => {
        const framed = frame(parts);
        const bytes = framed.reduce((sum, part) => sum + part.length, 0);
        if (closed) return reject(new LogUnavailableError('The event log is closed.'));
        if (waitingBytes + bytes > pendingBytes)
          return reject(new LogUnavailableError('The disk does not keep up with the events.'));
        waiting.push({ parts: framed, bytes, resolve, reject });
        waitingBytes += bytes;
        flushing ??= flush();
      });
    },
    removeConsumed(position, before) {
      const first = segments[0];
      for (let next = segments[1]; next && next.base <= position; next = segments[1]) {
        const [oldest] = segments;
        if (!oldest || fs.statSync(oldest.path).mtimeMs >= before) break;
        fs.unlinkSync(oldest.path);
        segments.shift();
      }
      // What was deleted on request must not come back after a power cut.
      if (segments[0] !== first) syncFolder(folder);
    },
    async seal() {
      while (flushing) await flushing;
      if (unclean) {
        disk.truncate(fd, end - active.base);
        unclean = false;
      }
      if (end > active.base) beginSegment();
      return end;
    },
    segments: () => segments,
    async close() {
      closed = true;
      await flushing;
      fs.closeSync(fd);
    },
  };
}

/** Bytes the log takes on disk. */
export const logBytes = (log: EventLog): number =>
  log.segments().reduce((sum, segment) => sum + sizeOf(segment), 0);
