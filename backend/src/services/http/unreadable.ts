import { InvalidRequestError, type Logger, type PortalError } from '@netcrab/plugin-api/backend';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { writeError } from './write';

/** What node:http calls the faults of a connection, as a client can mend them. */
const faults: Readonly<Record<string, { readonly status: number; readonly message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    message: 'Address and headers are larger than 16 KB together. Send fewer cookies, or shorter parameters.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive. Send it again.' },
};
const malformed = { status: 400, message: 'This is not a well-formed HTTP/1.1 request.' };

export interface UnreadableOptions {
  readonly log: Logger;
  readonly newId: () => string;
  readonly requestId: (request: IncomingMessage) => string;
}

/** Answers in the error format of the API what node:http would refuse with a bare status line. */
export function answerUnreadable(server: Server, { log, newId, requestId }: UnreadableOptions): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || answerBegun(socket)) {
      socket.destroy();
      return;
    }
    const id = newId();
    const { status, message } = faults[error.code ?? ''] ?? malformed;
    const body = JSON.stringify({ error: { code: 'invalid_request', message, requestId: id } });
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
        `X-Request-Id: ${id}`,
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('x-request-id', requestId(request));
    const expected = new InvalidRequestError('Leave the header Expect out, or send 100-continue.');
    writeError(response, expected, requestId(request), log);
  });
}

/** Bytes put behind an answer that has begun would become part of it. */
const answerBegun = (socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean =>
  socket._httpMessage?.headersSent === true;

/** A request that node:http read, but which no handler should see; null for all others. */
export const unacceptable = ({ httpVersion, headers }: IncomingMessage): PortalError | null =>
  httpVersion === '1.1' && headers.host === undefined
    ? new InvalidRequestError('Send the header Host.')
    : null;
