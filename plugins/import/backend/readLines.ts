import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { BrokenFileError, ImportError, messageOf, systemCode } from './importError';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null for a line longer than any event may be; it is passed over, never held. */
  readonly text: string | null;
}

export interface LineSource {
  /** Of the file as it lies on disk. */
  readonly bytes: number;
  /** Bytes of it read so far. */
  readonly bytesRead: number;
  /** @throws BrokenFileError where the file cannot be read further. */
  lines(): AsyncGenerator<Line>;
}

const longestLine = 1024 * 1024;
const newline = 0x0a;

/**
 * Opens a file of lines, plain or gzip, whatever its name; only a piece of it is in memory at a time.
 * @throws ImportError for a file that is missing, not readable, or no file.
 */
export async function openLines(file: string): Promise<LineSource> {
  try {
    const info = await stat(file);
    if (info.isDirectory()) throw new ImportError(`${file} is a folder. Name the file to import.`);
    const gzip = await startsLikeGzip(file);
    const raw = createReadStream(file);
    return {
      bytes: info.size,
      get bytesRead() {
        return raw.bytesRead;
      },
      lines: () => readLines(raw, gzip, file),
    };
  } catch (error) {
    throw error instanceof ImportError ? error : openError(file, error);
  }
}

function openError(file: string, error: unknown): ImportError {
  const code = systemCode(error);
  if (code === 'ENOENT') return new ImportError(`There is no file ${file}.`);
  if (code === 'EACCES')
    return new ImportError(`${file} cannot be read: this user may not. Change its permissions.`);
  return new ImportError(`${file} cannot be read: ${messageOf(error)}.`);
}

async function startsLikeGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(2), length: 2, position: 0 });
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

async function* readLines(raw: ReadStream, gzip: boolean, file: string): AsyncGenerator<Line> {
  const gunzip = gzip ? createGunzip() : null;
  if (gunzip) raw.on('error', error => gunzip.destroy(error)).pipe(gunzip);
  const source: AsyncIterable<Buffer> = gunzip ?? raw;
  let number = 0;
  let pieces: Buffer[] = [];
  let length = 0;
  const take = (piece: Buffer) => {
    length += piece.length;
    if (length <= longestLine) pieces.push(piece);
    else pieces = [];
  };
  const end = (): Line => {
    const text = length > longestLine ? null : Buffer.concat(pieces).toString('utf8');
    pieces = [];
    length = 0;
    number++;
    // A byte order mark is no part of the first event.
    return { number, text: number === 1 ? (text?.replace(/^\uFEFF/, '') ?? null) : text };
  };
  try {
    for await (const chunk of source) {
      let from = 0;
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        take(chunk.subarray(from, at));
        yield end();
        from = at + 1;
      }
      if (from < chunk.length) take(chunk.subarray(from));
    }
    if (length > 0) yield end();
  } catch (error) {
    throw readError(file, number, error);
  } finally {
    raw.destroy();
  }
}

function readError(file: string, lines: number, error: unknown): BrokenFileError {
  const code = systemCode(error);
  const after = `after line ${lines.toLocaleString('en-US')}`;
  const remedy = 'What came before is imported; get the whole file and run the import again.';
  if (code === 'Z_BUF_ERROR')
    return new BrokenFileError(`${file} breaks off ${after}: its gzip is incomplete. ${remedy}`);
  if (code.startsWith('Z_'))
    return new BrokenFileError(`${file} is damaged ${after}: ${messageOf(error)}. ${remedy}`);
  return new BrokenFileError(`${file} cannot be read further ${after}: ${messageOf(error)}.`);
}
