import { PortalError, UnavailableError, type Logger } from '@netcrab/plugin-api/backend';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertAccess } from '../auth/access';
import { readBody } from './body';
import { HostRequestContext } from './context';
import type { Guard } from './guard';
import { PathTable } from './pathTable';
import type { Route } from './route';
import { parseQuery, validate } from './validate';
import { writeError, writeResult } from './write';

export interface DataPlane {
  add(route: Route): void;
  /** Answers the request if its path belongs here. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface DataPlaneOptions {
  readonly guard: Guard;
  readonly log: Logger;
  readonly requestId: (request: IncomingMessage) => string;
  readonly clientIp: (request: IncomingMessage) => string;
  readonly accepting: () => boolean;
}

/**
 * Endpoints of `plane: 'data'`, answered straight on node:http: no session, no cookie, no compression, so that the cost
 * of a request is its own work.
 */
export function createDataPlane({ guard, log, requestId, clientIp, accepting }: DataPlaneOptions): DataPlane {
  const table = new PathTable();

  async function answer(
    route: Route,
    params: Readonly<Record<string, string>>,
    search: string,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const id = requestId(request);
    response.setHeader('x-content-type-options', 'nosniff');
    if (route.endpoint.cors) response.setHeader('access-control-allow-origin', '*');
    try {
      if (!accepting())
        throw new UnavailableError('The portal is stopping. Try again in a moment.', {
          headers: { 'retry-after': '5', connection: 'close' },
        });
      const ip = clientIp(request);
      const { authorization, origin } = request.headers;
      const found = guard.token(authorization, ip, origin) ?? guard.anonymous(ip);
      const principal = found instanceof Promise ? await found : found;
      if (principal.kind === 'service' && principal.responseHeaders) {
        for (const [name, value] of Object.entries(principal.responseHeaders))
          response.setHeader(name, value);
      }
      assertAccess(route.endpoint.access, principal);
      const body = route.raw || route.body ? await readBody(route, request) : undefined;
      const input = validate(route, { params, query: parseQuery(search), body });
      const context = new HostRequestContext(id, principal, ip, request, response, log);
      const result = route.handler(input as never, context);
      writeResult(route, response, result instanceof Promise ? await result : result, log);
    } catch (error) {
      writeError(response, error, id, log);
    }
  }

  function preflight(methods: string, response: ServerResponse) {
    response.writeHead(204, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': 'authorization, content-type, content-encoding, range',
      'access-control-max-age': '7200',
    });
    response.end();
  }

  return {
    add: route => table.add(route),
    handle(request, response) {
      const url = request.url ?? '/';
      const mark = url.indexOf('?');
      let match;
      try {
        match = table.find(mark < 0 ? url : url.slice(0, mark));
      } catch (error) {
        writeError(response, error, requestId(request), log);
        return true;
      }
      if (!match) return false;
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      if (method === 'OPTIONS') {
        const open = [...match.routes.values()]
          .filter(route => route.endpoint.cors)
          .map(route => route.endpoint.method);
        if (open.length === 0) return false;
        preflight(open.join(', '), response);
        return true;
      }
      const route = match.routes.get(method as never);
      // Another method of the same path may live on the portal plane, and sessions are known only there.
      if (!route || (route.bySession && request.headers.authorization === undefined)) return false;
      void answer(route, match.params, mark < 0 ? '' : url.slice(mark + 1), request, response);
      return true;
    },
  };
}

export const methodNotFound = (method: string, path: string) =>
  new PortalError('not_found', `There is no ${method} ${path}. The API reference is at /api/openapi.json.`);
