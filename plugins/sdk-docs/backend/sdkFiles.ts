import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** The script-tag build of the browser SDK, as the package holds it. */
export interface SdkFiles {
  readonly version: string;
  readonly script: Buffer;
  readonly gzipped: Buffer;
  /** 16 hexadecimal digits of its SHA-256. */
  readonly hash: string;
  readonly integrity: string;
}

interface Manifest {
  readonly version: string;
  readonly script: { readonly file: string; readonly hash: string; readonly integrity: string };
}

/** Reads them when they are first asked for: a start has better things to do. @throws where the SDK was not built */
export function createSdkFiles(): () => SdkFiles {
  let files: SdkFiles | undefined;
  return () => {
    files ??= read(path.dirname(createRequire(import.meta.url).resolve('@netcrab/web/netcrab.js')));
    return files;
  };
}

function read(folder: string): SdkFiles {
  const { version, script } = JSON.parse(
    readFileSync(path.join(folder, 'manifest.json'), 'utf8'),
  ) as Manifest;
  const bytes = readFileSync(path.join(folder, script.file));
  return {
    version,
    script: bytes,
    gzipped: gzipSync(bytes, { level: 9 }),
    hash: script.hash,
    integrity: script.integrity,
  };
}
