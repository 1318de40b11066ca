import { closeSync, fsyncSync, openSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file of the spool. Each start of the agent begins its own, so nothing is ever written after a torn line. */
export interface Chunk {
  readonly seq: number;
  readonly path: string;
  /** Durable bytes. */
  bytes: number;
  /** When it was last written to; epoch ms. */
  lastAt: number;
}

const pattern = /^(\d{10})\.spool$/;

export const chunkAt = (folder: string, seq: number, now: number): Chunk => ({
  seq,
  path: path.join(folder, `${String(seq).padStart(10, '0')}.spool`),
  bytes: 0,
  lastAt: now,
});

/** Those on disk, oldest first. */
export function listChunks(folder: string): Chunk[] {
  return readdirSync(folder)
    .flatMap(name => {
      const seq = pattern.exec(name)?.[1];
      if (seq === undefined) return [];
      const { size, mtimeMs } = statSync(path.join(folder, name));
      return [{ seq: Number(seq), path: path.join(folder, name), bytes: size, lastAt: mtimeMs }];
    })
    .sort((a, b) => a.seq - b.seq);
}

/** A new file is durable only once its folder is. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
