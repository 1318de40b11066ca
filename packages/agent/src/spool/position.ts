import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What comes next to be forwarded: a byte of a chunk. */
export interface Position {
  readonly seq: number;
  readonly offset: number;
}

const fileOf = (folder: string) => path.join(folder, 'position.json');
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** The beginning where none is kept, or where it cannot be read: what is sent again is recognised by its event ids. */
export function readPosition(folder: string): Position {
  try {
    const { seq, offset } = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Record<string, unknown>;
    if (isCount(seq) && isCount(offset)) return { seq, offset };
  } catch {
    // As good as none.
  }
  return { seq: 0, offset: 0 };
}

/** Not synced: a position lost with the power costs repeats, never events. */
export function writePosition(folder: string, position: Position): void {
  const draft = `${fileOf(folder)}.new`;
  writeFileSync(draft, JSON.stringify(position));
  renameSync(draft, fileOf(folder));
}
