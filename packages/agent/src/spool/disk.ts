import fs from 'node:fs';
import { promisify } from 'node:util';

const writev = promisify(fs.writev);
const fdatasync = promisify(fs.fdatasync);

/** The disk as the spool sees it, so that tests can break it. */
export interface SpoolDisk {
  /** Writes all of it at the position and returns once it survives a power cut. */
  write(fd: number, lines: readonly Buffer[], position: number): Promise<void>;
}

/** The most buffers one call of the system takes (IOV_MAX). */
const maxBuffers = 1_024;

export const systemDisk: SpoolDisk = {
  async write(fd, lines, position) {
    for (let from = 0; from < lines.length; from += maxBuffers) {
      let rest = lines.slice(from, from + maxBuffers);
      while (rest.length > 0) {
        const { bytesWritten } = (await writev(fd, rest, position)) as unknown as { bytesWritten: number };
        position += bytesWritten;
        rest = without(rest, bytesWritten);
      }
    }
    await fdatasync(fd);
  },
};

/** What is left to write after a short write. */
function without(buffers: readonly Buffer[], written: number): Buffer[] {
  return buffers.flatMap(buffer => {
    const skip = Math.min(written, buffer.length);
    written -= skip;
    return skip < buffer.length ? [buffer.subarray(skip)] : [];
  });
}
