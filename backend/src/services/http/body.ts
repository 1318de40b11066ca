import { InvalidRequestError, PortalError } from '@netcrab/plugin-api/backend';
import type { IncomingMessage } from 'node:http';
import type { Route } from './route';

const jsonLimit = 1024 * 1024;
/** More than this of a refused body is not waited for. */
const drainLimit = 64 * 1024 * 1024;
/** An escape of NUL, its backslash not itself escaped. No text needs it, and databases refuse to store it. */
const nul = /(?<!\\)(?:\\\\)*\\u0000/;

/**
 * Reads the body as the route wants it: bytes for a raw endpoint, parsed JSON otherwise, undefined when there is none.
 * @throws PortalError payload_too_large, InvalidRequestError for another content type or text that is no JSON.
 */
export async function readBody(route: Route, request: IncomingMessage): Promise<unknown> {
  const {
    'content-length': length,
    'transfer-encoding': chunked,
    'content-type': type = '',
  } = request.headers;
  if (route.raw) return readBytes(request, route.raw.maxBytes);
  if (chunked === undefined && (length === undefined || length === '0')) return undefined;
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new InvalidRequestError('Send the body as JSON, with the header Content-Type: application/json.');
  }
  const text = (await readBytes(request, jsonLimit)).toString('utf8');
  if (text === '') return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new InvalidRequestError(
      `The body is not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`,
    );
  }
  if (nul.test(text)) refuseNul(body);
  return body;
}

/** @throws InvalidRequestError naming a field that holds a NUL, in its value or in a name below it. */
function refuseNul(body: unknown): void {
  const open: Array<readonly [field: string, value: unknown]> = [['body', body]];
  // A list of what is left rather than recursion: a body may be nested deeper than the stack goes.
  for (let next = open.pop(); next; next = open.pop()) {
    const [field, value] = next;
    const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (
      (typeof value === 'string' && value.includes('\0')) ||
      children.some(([name]) => name.includes('\0'))
    ) {
      const message = 'The character NUL (\\u0000) cannot be stored. Leave it out.';
      throw new InvalidRequestError(`${field.slice(0, 200)}: ${message}`, [
        { field: field.slice(0, 200), message },
      ]);
    }
    for (const [name, inner] of children) open.push([`${field.slice(0, 200)}.${name}`, inner]);
  }
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const declared = Number(request.headers['content-length'] ?? 0);
  const tooLarge = () =>
    new PortalError(
      'payload_too_large',
      `The body is larger than ${limit.toLocaleString('en')} bytes. Send it in parts.`,
      // The rest is read and dropped: a client still sending would meet a closed connection, and never see this answer.
      declared > drainLimit ? { headers: { connection: 'close' } } : {},
    );
  if (declared > limit) throw tooLarge();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.removeAllListeners('data');
        request.resume();
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)),
    );
    request.on('error', reject);
    request.on('aborted', () =>
      reject(new InvalidRequestError('The connection ended before the body was whole.')),
    );
  });
}
