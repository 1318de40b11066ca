import {
  NotFoundError,
  PortalError,
  UnavailableError,
  type FilesService,
  type Ids,
} from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';

export interface Files extends FilesService {
  /** Removes what a killed process had not finished writing; call once at the start. */
  clean(): Promise<void>;
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
const isMissing = (error: unknown) => codeOf(error) === 'ENOENT';

/**
 * Files of this machine under `<dataDir>/files/ab/cdef…`, named by their SHA-256; equal contents are kept once.
 * Several instances need a folder they share.
 */
export function createFiles({ dataDir, ids }: { readonly dataDir: string; readonly ids: Ids }): Files {
  const root = path.resolve(dataDir, 'files');
  const aside = path.join(root, 'incoming');

  /** The form is checked, so that no name reaches outside of the folder. */
  function pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256))
      throw new NotFoundError('There is no such file: its name is not a SHA-256.');
    return path.join(root, sha256.slice(0, 2), sha256.slice(2));
  }
  const has = async (sha256: string) =>
    access(pathOf(sha256)).then(
      () => true,
      () => false,
    );
  async function existing(sha256: string): Promise<{ file: string; size: number }> {
    const file = pathOf(sha256);
    try {
      return { file, size: (await stat(file)).size };
    } catch (error) {
      if (isMissing(error)) throw new NotFoundError(`There is no file ${sha256}.`);
      throw error;
    }
  }

  async function store(content: Readable, temporary: string) {
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(temporary, 'wx', 0o640);
    try {
      for await (const piece of content) {
        const bytes = Buffer.from(piece as Uint8Array | string);
        hash.update(bytes);
        size += bytes.length;
        await writeAll(file, bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    const sha256 = hash.digest('hex');
    const target = pathOf(sha256);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(temporary, target);
    // The names must survive a power cut like the content does.
    for (const folder of [path.dirname(target), root]) await syncFolder(folder);
    return { sha256, size };
  }

  return {
    has,
    async put(content) {
      const stream =
        content instanceof Readable
          ? content
          : 'path' in content
            ? createReadStream(content.path)
            : Readable.from([content]);
      // An error before the first read would otherwise go unheard; reading throws it again.
      stream.on('error', () => undefined);
      const temporary = path.join(aside, ids.uuid());
      await mkdir(aside, { recursive: true });
      try {
        return await store(stream, temporary);
      } catch (error) {
        stream.destroy();
        await rm(temporary, { force: true });
        throw explained(error);
      }
    },
    async open(sha256, range) {
      const { file, size } = await existing(sha256);
      if (range && (range.start < 0 || range.start > range.end || range.start >= size))
        throw new PortalError(
          'range_not_satisfiable',
          `The file has ${size} bytes; ask for a range within 0 and ${size - 1}.`,
          {
            headers: { 'Content-Range': `bytes */${size}` },
          },
        );
      return createReadStream(file, range);
    },
    localPath: async sha256 => (await existing(sha256)).file,
    remove: async sha256 => rm(pathOf(sha256), { force: true }),
    async clean() {
      const left = await readdir(aside).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      for (const name of left) await rm(path.join(aside, name), { force: true });
    },
  };
}

/** A write may take less than it was given. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done)).bytesWritten;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
const explained = (error: unknown): unknown =>
  full.has(codeOf(error))
    ? new UnavailableError(
        'There is no space left for files. Free some in the data folder, or give it a larger disk; nothing was stored.',
        { cause: error },
      )
    : error;
