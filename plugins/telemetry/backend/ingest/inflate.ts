import { InvalidRequestError, PortalError } from '@netcrab/plugin-api/backend';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const gunzip = promisify(zlib.gunzip);

/**
 * The body's bytes, inflated where they came gzipped, and never more than `maxBytes` of them: inflation stops there, so
 * that a small gzip cannot fill the memory.
 * @throws PortalError payload_too_large, InvalidRequestError
 */
export async function inflate(
  body: Uint8Array,
  encoding: string | string[] | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const name = String(encoding ?? 'identity').toLowerCase();
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (name === 'identity') return bytes;
  if (name !== 'gzip' && name !== 'x-gzip')
    throw new InvalidRequestError(
      `The Content-Encoding ${name.slice(0, 40)} is not known. Send gzip or plain JSON.`,
    );
  try {
    return await gunzip(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new PortalError(
        'payload_too_large',
        `The batch inflates to more than ${maxBytes.toLocaleString('en')} bytes. Send fewer events at once.`,
      );
    }
    throw new InvalidRequestError(
      'The body is not valid gzip. Send it whole, or as plain JSON without Content-Encoding.',
    );
  }
}
