import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly sha256: string;
  readonly size: number;
}

/** Content-addressed, immutable. */
export interface FilesService {
  /** Written aside, synced and renamed: a file is there whole or not at all. */
  put(content: Readable | Uint8Array | { readonly path: string }): Promise<StoredFile>;
  /** @throws NotFoundError */
  open(sha256: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>;
  /** A path on this machine to read the file by; for engines that map files. Never write to it. */
  localPath(sha256: string): Promise<string>;
  has(sha256: string): Promise<boolean>;
  remove(sha256: string): Promise<void>;
}
