import type {
  AnyEndpoint,
  Endpoints,
  Handler,
  HttpService,
  Ids,
  LimitsService,
  Logger,
  MetricsService,
  Principal,
} from '@netcrab/plugin-api/backend';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { HostConfig } from '../../config/schema';
import type { Authentication } from '../auth/service';
import { clientIpReader } from './clientIp';
import { connectionTimes } from './connectionTimes';
import { createDataPlane } from './dataPlane';
import { createGuard } from './guard';
import { createMethodTable } from './methodTable';
import { createPortalPlane } from './portalPlane';
import { createRoute, type Route } from './route';
import { takeTurns } from './turns';
import { answerUnreadable, unacceptable } from './unreadable';
import { writeError } from './write';

export interface HttpHost {
  forPlugin(pluginId: string): HttpService;
  /** Endpoints of a plugin that did not start answer 503 with the reason. */
  serveUnavailable(endpoints: Endpoints, reason: string): void;
  readonly routes: readonly Route[];
  principalOf: (request: never) => Promise<Principal>;
  /** Last of all: static files and pages. */
  close(pages: (app: Express) => void): void;
  /** Answers before either plane: static files, probes. */
  first(handle: (request: IncomingMessage, response: ServerResponse) => boolean): void;
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Refuses new requests, waits for those in flight up to the limit, closes. */
  stop(drainMs: number): Promise<void>;
}

export interface HttpHostOptions {
  readonly config: HostConfig['server'];
  readonly baseUrl: () => string;
  readonly authentication: Authentication;
  readonly sessionSecret: string;
  readonly limits: LimitsService;
  readonly metrics: MetricsService;
  readonly ids: Ids;
  readonly log: Logger;
}

/** Where a request keeps the id it is known by. */
const idOf = Symbol('request id');
const incomingId = /^[\w.:-]{8,80}$/;

export function createHttpHost(options: HttpHostOptions): HttpHost {
  const { config, authentication, log, ids, limits, metrics } = options;
  let accepting = true;
  const clientIp = clientIpReader(config.trustedProxies);
  const requestId = (request: IncomingMessage & { [idOf]?: string }): string => {
    const known = request[idOf];
    if (known !== undefined) return known;
    const given = request.headers['x-request-id'];
    return (request[idOf] = typeof given === 'string' && incomingId.test(given) ? given : ids.uuid());
  };
  const methods = createMethodTable();
  const guard = createGuard({
    limits,
    schemes: authentication.schemes,
    failedTokensPerMinute: config.failedTokensPerMinute,
    anonymousPerMinute: config.anonymousPerMinute,
  });
  const shared = { guard, log, requestId, clientIp, methods, accepting: () => accepting };
  const data = createDataPlane(shared);
  const portal = createPortalPlane({
    ...shared,
    authentication,
    baseUrl: options.baseUrl,
    sessionSecret: options.sessionSecret,
    trustedProxies: config.trustedProxies,
  });
  const seconds = metrics.histogram(
    'netcrab_http_request_seconds',
    'Time to answer, by plane and status class',
    {
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      labels: ['plane', 'status'],
    },
  );

  const routes: Route[] = [];
  const early: Array<(request: IncomingMessage, response: ServerResponse) => boolean> = [];
  const answer = (request: IncomingMessage, response: ServerResponse, arrivedAt: number): void => {
    response.setHeader('x-request-id', requestId(request));
    const observe = (plane: string) =>
      response.once('finish', () => {
        seconds.observe((performance.now() - arrivedAt) / 1000, {
          plane,
          status: `${Math.trunc(response.statusCode / 100)}xx`,
        });
      });
    const refusal = unacceptable(request);
    if (refusal) return writeError(response, refusal, requestId(request), log);
    if (data.handle(request, response)) return void observe('data');
    for (const handle of early) if (handle(request, response)) return;
    observe('portal');
    portal.app(request, response);
  };
  // A missing Host is refused above, in the format of every other refusal.
  const server: Server = createServer({ ...connectionTimes, requireHostHeader: false });
  takeTurns(server, answer);
  answerUnreadable(server, { log, newId: () => ids.uuid(), requestId });

  return {
    routes,
    principalOf: portal.principalOf as HttpHost['principalOf'],
    forPlugin: pluginId => ({
      auth: authentication.service,
      serve(endpoints, handlers) {
        for (const [name, endpoint] of Object.entries<AnyEndpoint>(endpoints)) {
          const handler = (handlers as unknown as Record<string, Handler<AnyEndpoint> | undefined>)[name];
          if (!handler)
            throw new Error(`The endpoint ${name} (${endpoint.method} ${endpoint.path}) has no handler`);
          const route = createRoute(pluginId, name, endpoint, handler);
          routes.push(route);
          methods.add(endpoint.method, endpoint.path);
          if (endpoint.plane === 'data') data.add(route);
          if (endpoint.plane !== 'data' || route.bySession) portal.add(route);
        }
      },
    }),
    serveUnavailable(endpoints, reason) {
      for (const { method, path } of Object.values(endpoints)) {
        methods.add(method, path);
        portal.addUnavailable(method, path, reason);
      }
    },
    first: handle => void early.push(handle),
    close: portal.close,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        // A thousand browsers that arrive at once must find room in the queue: Node's own holds 511.
        server.listen({ port, host, backlog: 4096 }, () => {
          server.removeListener('error', reject);
          resolve(server.address() as AddressInfo);
        });
      }),
    stop: drainMs =>
      new Promise(resolve => {
        accepting = false;
        const force = setTimeout(() => server.closeAllConnections(), drainMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
