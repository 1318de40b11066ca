import fs from 'node:fs';
import { promisify } from 'node:util';

const writev = promisify(fs.writev);
const fdatasync = promisify(fs.fdatasync);

/** The disk as the log sees it, so that tests can fill it or break it. */
export interface LogDisk {
  /** Writes all of it at the position. */
  write(fd: number, buffers: readonly Uint8Array[], position: number): Promise<void>;
  /** Returns once the data survives a power cut. */
  sync(fd: number): Promise<void>;
  truncate(fd: number, size: number): void;
}

/** The most buffers one call of the system takes (IOV_MAX). */
const maxBuffers = 1024;

export const systemDisk: LogDisk = {
  async write(fd, buffers, position) {
    for (let from = 0; from < buffers.length; from += maxBuffers) {
      let rest: Uint8Array[] = buffers.slice(from, from + maxBuffers);
      while (rest.length > 0) {
        const { bytesWritten } = (await writev(fd, rest, position)) as unknown as { bytesWritten: number };
        position += bytesWritten;
        rest = dropBytes(rest, bytesWritten);
      }
    }
  },
  sync: fd => fdatasync(fd),
  truncate: (fd, size) => fs.ftruncateSync(fd, size),
};

/** What is left to write after a short write. */
function dropBytes(buffers: Uint8Array[], count: number): Uint8Array[] {
  let index = 0;
  for (let first = buffers[index]; first && count >= first.length; first = buffers[index]) {
    count -= first.length;
    index++;
  }
  const rest = buffers.slice(index);
  if (rest[0] && count > 0) rest[0] = rest[0].subarray(count);
  return rest;
}
