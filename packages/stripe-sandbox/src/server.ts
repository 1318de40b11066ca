import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ApiAnswer, type ApiRequest, type CallAnswerer } from './api/answerCall';
import { StripeFailure } from './api/errors';
import { type SiteAnswer, type SiteRequest } from './pages/site';
import { type CallFault, type Faults } from './webhooks/faults';
import { apiVersion } from './world';

const bodyLimit = 1_000_000;

export interface ServerParts {
  readonly calls: CallAnswerer;
  readonly faults: Faults;
  readonly newRequestId: () => string;
  /** Brings the state up to the present before a request is looked at. */
  readonly catchUp: () => void;
  readonly page: (request: SiteRequest) => SiteAnswer;
  /** Called when a request has been answered and may have left events. */
  readonly answered: () => void;
  readonly log: (request: ApiRequest, status: number, note?: string) => void;
}

/** The sandbox's one HTTP server: the API below `/v1/`, hosted pages elsewhere. */
export function createSandboxServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    void answer(parts, request, response).catch((error: unknown) => {
      response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ error: { type: 'api_error', message: String(error) } }));
    });
  });
}

async function answer(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse) {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const body = await read(incoming);
  response.once('close', parts.answered);
  parts.catchUp();
  if (url.pathname.startsWith('/v1/')) {
    const request: ApiRequest = {
      id: parts.newRequestId(),
      method: incoming.method ?? 'GET',
      path: url.pathname,
      encoded: [url.search.slice(1), body].filter(Boolean).join('&'),
      headers: incoming.headers,
    };
    answerCall(parts, request, incoming, response);
    return;
  }
  const {
    status = 200,
    headers = {},
    content = '',
  } = fromElsewhere(incoming)
    ? { status: 403 }
    : parts.page({
        method: incoming.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        form: new URLSearchParams(body),
      });
  response.writeHead(status, headers);
  response.end(content);
}

/** Another site's page must not press the buttons of these. */
const fromElsewhere = ({ method, headers }: IncomingMessage) =>
  method !== 'GET' &&
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined);

function answerCall(
  parts: ServerParts,
  request: ApiRequest,
  incoming: IncomingMessage,
  response: ServerResponse,
) {
  let fault: CallFault | undefined;
  let answered: ApiAnswer;
  try {
    const found = parts.calls.route(request);
    fault = parts.faults.strike(found.route.name);
    const after = fault?.when === 'after' && fault.how !== 'rate_limit';
    answered = fault && !after ? failed(fault) : parts.calls.answer(request, found);
    if (fault && after) answered = failed(fault);
  } catch (error) {
    if (!(error instanceof StripeFailure)) throw error;
    answered = { status: error.status, body: { error: error.body } };
  }
  parts.log(request, answered.status, fault && `${fault.how} ${fault.when ?? 'before'} its effect`);
  if (fault?.how === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  // The client's own patience ends the wait.
  if (fault?.how === 'timeout') return;
  response.writeHead(answered.status, {
    'Content-Type': 'application/json',
    'Request-Id': request.id,
    'Stripe-Version': apiVersion,
    ...(answered.replayed && { 'Idempotent-Replayed': 'true' }),
  });
  response.end(JSON.stringify(answered.body, null, 2));
}

function failed({ how }: CallFault): ApiAnswer {
  return how === 'rate_limit'
    ? {
        status: 429,
        body: {
          error: {
            type: 'rate_limit_error',
            code: 'rate_limit',
            message: 'Too many requests hit the API too quickly.',
          },
        },
      }
    : { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred' } } };
}

async function read(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error('The request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
