import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AgentConfig } from '../config/schema';
import type { Certificate } from '../config/tls';
import type { Log } from '../log';
import { reasonOf } from '../reasonOf';
import type { AgentMetrics } from '../metrics';
import { createAccess } from './access';
import { HttpError, sendError, sendJson } from './httpError';
import { memoryBudget } from './memoryBudget';
import { withBody } from './readBody';
import type { AgentAnswer } from './takeBatch';

export interface IntakeOptions {
  readonly config: Pick<AgentConfig, 'listen' | 'rules'>;
  /** Takes events by https where there is one. */
  readonly certificate: Certificate | undefined;
  readonly takeBatch: (body: Buffer) => Promise<AgentAnswer>;
  readonly metrics: AgentMetrics;
  readonly log: Log;
  readonly health: () => object;
  /** Why no events should be sent here now; null when they should. */
  readonly unready: () => string | null;
  /** Bytes that all requests together may hold in memory. */
  readonly memoryBytes?: number;
}

const ingest = '/v1/events/batch';

function allowOrigin(response: ServerResponse, origin: string | undefined) {
  response.setHeader('vary', 'origin');
  if (origin === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', 'retry-after');
}

/** The HTTP side of the agent: events in, health and metrics out. */
export function createIntake(options: IntakeOptions): http.Server {
  const { config, metrics, log } = options;
  const access = createAccess(config);
  const budget = memoryBudget(options.memoryBytes ?? 128 * 2 ** 20);

  async function post(request: IncomingMessage, response: ServerResponse) {
    allowOrigin(response, access.origin(request.headers));
    access.key(request.headers);
    sendJson(response, 202, await withBody(request, budget, options.takeBatch));
  }
  function preflight(request: IncomingMessage, response: ServerResponse) {
    allowOrigin(response, access.origin(request.headers));
    // Browsers ask before a page of the internet may reach a private network.
    if (request.headers['access-control-request-private-network'] === 'true')
      response.setHeader('access-control-allow-private-network', 'true');
    response.writeHead(204, {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, content-encoding',
      'access-control-max-age': '7200',
    });
    response.end();
  }
  function readiness(_: IncomingMessage, response: ServerResponse) {
    const reason = options.unready();
    sendJson(
      response,
      reason === null ? 200 : 503,
      reason === null ? { ready: true } : { ready: false, reason },
    );
  }
  async function prometheus(_: IncomingMessage, response: ServerResponse) {
    const text = await metrics.registry.metrics();
    response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(text);
  }

  type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
  const routes = new Map<string, Handler>([
    [`POST ${ingest}`, post],
    [`OPTIONS ${ingest}`, preflight],
    ['GET /healthz', (_, response) => sendJson(response, 200, options.health())],
    ['GET /readyz', readiness],
    ['GET /metrics', prometheus],
  ]);

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse) {
    // The sender went away; it will come again. A body that is not read to its end is marked so, too, and wants an answer.
    if (request.errored && !(error instanceof HttpError)) return;
    const requestId = randomUUID();
    const known =
      error instanceof HttpError ? error : new HttpError('internal_error', 'The agent failed; see its log.');
    if (known.code === 'internal_error')
      log.error('A request failed.', { requestId, cause: reasonOf(error) });
    else if (known.code !== 'unavailable') metrics.refusedRequests.inc({ reason: known.code });
    if (response.headersSent || response.destroyed) return void response.destroy();
    response.setHeader('x-request-id', requestId);
    // What is left of a body that nobody reads would be taken for the next request.
    if (!request.complete) response.setHeader('connection', 'close');
    sendError(response, known, requestId);
  }

  const listener: RequestListener = (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const handler = routes.get(`${request.method ?? ''} ${path}`);
    const answer = async () => {
      if (!handler) throw new HttpError('not_found', `There is nothing here. Send events to POST ${ingest}.`);
      await handler(request, response);
    };
    answer().catch((error: unknown) => fail(error, request, response));
  };
  const timeouts = { requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 65_000 };
  return options.certificate
    ? https.createServer({ ...timeouts, ...options.certificate }, listener)
    : http.createServer(timeouts, listener);
}
