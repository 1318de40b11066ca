import { maxBatchBytes } from '@netcrab/plugin-telemetry/contract';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { HttpError } from './httpError';
import type { MemoryBudget } from './memoryBudget';

const inflate = promisify(gunzip);
/** What a small gzip may become. */
const maxInflatedBytes = 32 * 2 ** 20;

const tooLarge = () =>
  new HttpError(
    'payload_too_large',
    'The batch is too large: at most 10 MB, and 32 MB inflated. Send fewer events at once.',
  );
const busy = () =>
  new HttpError('unavailable', 'Too many requests at once. Send it again in a moment.', {
    retryAfterSeconds: 1,
  });

/** Keeps account of what one request holds. */
function account(budget: MemoryBudget) {
  let held = 0;
  return {
    take(bytes: number) {
      if (!budget.take(bytes)) throw busy();
      held += bytes;
    },
    settle() {
      budget.giveBack(held);
    },
  };
}

async function received(request: IncomingMessage, take: (bytes: number) => void): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBatchBytes) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBatchBytes) throw tooLarge();
    take(piece.length);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function inflated(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new HttpError(
      'invalid_request',
      `The Content-Encoding ${encoding.slice(0, 40)} is not known. Send gzip or plain JSON.`,
    );
  try {
    return await inflate(body, { maxOutputLength: maxInflatedBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new HttpError(
      'invalid_request',
      'The body is not valid gzip. Send it whole, or as plain JSON without Content-Encoding.',
    );
  }
}

/**
 * Reads and inflates a body within the budget, hands it to `work`, and gives the memory back when that has ended.
 * @throws HttpError
 */
export async function withBody<T>(
  request: IncomingMessage,
  budget: MemoryBudget,
  work: (body: Buffer) => Promise<T>,
): Promise<T> {
  const { take, settle } = account(budget);
  try {
    const body = await received(request, take);
    const encoding = String(request.headers['content-encoding'] ?? 'identity').toLowerCase();
    // JSON of events inflates about tenfold; what comes out is known only afterwards.
    if (encoding !== 'identity') take(Math.min(10 * body.length, maxInflatedBytes));
    return await work(await inflated(body, encoding));
  } finally {
    settle();
  }
}
