import { reply, type Reply, type RequestContext } from '@netcrab/plugin-api/backend';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A public answer encoded once, plain and compressed, with its ETag. */
export interface PublicAnswer {
  readonly etag: string;
  readonly plain: Buffer;
  readonly compressed: Buffer;
}

const compress = promisify(gzip);

export async function encodePublic(value: unknown): Promise<PublicAnswer> {
  const plain = Buffer.from(JSON.stringify(value));
  const compressed = await compress(plain);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`;
  return { etag, plain, compressed };
}

/** 304 for who has it, the compressed bytes for who takes them. */
export function sendPublic({ etag, plain, compressed }: PublicAnswer, { headers }: RequestContext): Reply {
  const shared = { etag, vary: 'accept-encoding' };
  const wanted = headers['if-none-match'];
  if (typeof wanted === 'string' && wanted.split(',').some(one => one.trim().replace(/^W\//, '') === etag)) {
    return reply({ status: 304, headers: shared });
  }
  const json = { ...shared, 'content-type': 'application/json; charset=utf-8' };
  const gzipped = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  return gzipped
    ? reply({ headers: { ...json, 'content-encoding': 'gzip' }, body: compressed })
    : reply({ headers: json, body: plain });
}
