import {
  isPortalError,
  isReply,
  PortalError,
  type ErrorBody,
  type Logger,
  type Reply,
} from '@netcrab/plugin-api/backend';
import type { ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { stalledMs } from './connectionTimes';
import type { Route } from './route';

/** Bigints have no JSON of their own; they leave as text, exact. */
const replacer = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value);

/** Writes what a handler returned: the declared JSON, or a reply. */
export function writeResult(route: Route, response: ServerResponse, result: unknown, log: Logger): void {
  if (isReply(result)) return writeReply(response, result, route.cache, log);
  response.statusCode = route.status;
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', route.cache);
  if (route.status === 204 || result === undefined) {
    response.end();
    return;
  }
  writeJson(response, JSON.stringify(result, replacer));
}

function writeJson(response: ServerResponse, text: string): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', Buffer.byteLength(text));
  response.end(text);
}

function writeReply(response: ServerResponse, reply: Reply, cache: string, log: Logger): void {
  if (reply.handled) return;
  const { body, onFinish } = reply;
  response.statusCode = reply.status;
  if (onFinish) whenOver(response, onFinish);
  for (const name in reply.headers) response.setHeader(name, reply.headers[name] ?? '');
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', cache);
  if (body === undefined) {
    response.end();
  } else if (typeof body === 'string' || body instanceof Uint8Array) {
    response.setHeader('content-length', Buffer.byteLength(body));
    response.end(body);
    if (response.writableLength > 0) response.setTimeout(stalledMs);
  } else {
    response.setTimeout(stalledMs);
    const stream = body instanceof Readable ? body : Readable.from(body, { objectMode: false });
    pipeline(stream, response, error => {
      // Half an answer was sent, so breaking the connection off is the only way left to say that it failed.
      if (error && !response.writableFinished) log.warn({ err: error }, 'an answer was broken off');
    });
  }
}

/**
 * Tells once whether the answer was wholly written, or the connection ended before. `finished` of node:stream tells the
 * same and takes ten times as long, on every query.
 */
function whenOver(response: ServerResponse, over: (complete: boolean) => void): void {
  if (response.destroyed) return over(false);
  let complete = false;
  response.once('finish', () => (complete = true));
  if (response.socket) {
    response.once('close', () => over(complete));
    return;
  }
  // A pipelined answer that waits for its turn hears of the connection's end from nobody else.
  const { socket } = response.req;
  const end = () => {
    socket.removeListener('close', end);
    response.removeListener('close', end);
    over(complete);
  };
  socket.once('close', end);
  response.once('close', end);
}

/** Maps any error to the error format of the API, once; unexpected ones are logged and told nothing of. */
export function writeError(response: ServerResponse, error: unknown, requestId: string, log: Logger): void {
  if (response.headersSent) {
    response.destroy();
    log.error({ err: error }, 'failed after the answer had begun');
    return;
  }
  const known = isPortalError(error)
    ? error
    : new PortalError(
        'internal_error',
        'Something failed on our side. Try again; if it stays, report the request id.',
      );
  if (!isPortalError(error)) log.error({ err: error }, 'unexpected error');
  const { details, headers = {} } = known.options;
  const body: ErrorBody = {
    error: { code: known.code, message: known.message, requestId, ...(details !== undefined && { details }) },
  };
  response.statusCode = known.status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('cache-control', 'no-store');
  if (known.status === 401) response.setHeader('www-authenticate', 'Bearer');
  writeJson(response, JSON.stringify(body, replacer));
}
