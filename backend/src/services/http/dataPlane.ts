import {
  isPortalError,
  UnavailableError,
  type EndpointInput,
  type Logger,
  type Method,
} from '@netcrab/plugin-api/backend';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertAccess } from '../auth/access';
import { readBody } from './body';
import { HostRequestContext } from './context';
import { allowAnyOrigin, answerPreflight } from './crossOrigin';
import type { Guard } from './guard';
import type { MethodTable } from './methodTable';
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
  readonly methods: MethodTable;
  readonly accepting: () => boolean;
}

/** What an address asks for. */
interface Asked {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly search: string;
  /** Validated; null before the first time, and where a body belongs to it. */
  input: EndpointInput<unknown> | null;
}

const rememberedAddresses = 1_000;
const longestRemembered = 1_000;

/**
 * Endpoints of `plane: 'data'`, answered straight on node:http: no session, no cookie, no compression, so that the cost
 * of a request is its own work.
 */
export function createDataPlane(options: DataPlaneOptions): DataPlane {
  const { guard, log, requestId, clientIp, methods, accepting } = options;
  const table = new PathTable();
  /** The same address asked again, as programs and dashboards do, is not read again. */
  const remembered = new Map<string, Asked>();

  function inputOf(asked: Asked, url: string): EndpointInput<unknown> {
    const { route, params, search } = asked;
    asked.input = frozen(validate(route, { params, query: parseQuery(search), body: undefined }));
    if (url.length <= longestRemembered) {
      if (remembered.size >= rememberedAddresses) remembered.delete(remembered.keys().next().value ?? '');
      remembered.set(url, asked);
    }
    return asked.input;
  }

  async function inputWithBody({ route, params, search }: Asked, request: IncomingMessage) {
    const body = await readBody(route, request);
    return validate(route, { params, query: parseQuery(search), body });
  }

  async function answer(asked: Asked, request: IncomingMessage, response: ServerResponse) {
    const { route } = asked;
    const { signed } = route.endpoint;
    const id = requestId(request);
    const ip = clientIp(request);
    response.setHeader('x-content-type-options', 'nosniff');
    if (route.endpoint.cors) allowAnyOrigin(response);
    try {
      if (!accepting())
        throw new UnavailableError('The portal is stopping. Try again in a moment.', {
          headers: { 'retry-after': '5', connection: 'close' },
        });
      const { authorization, origin } = request.headers;
      const found =
        guard.token(authorization, ip, origin) ?? (signed ? guard.signer(ip) : guard.anonymous(ip));
      const principal = found instanceof Promise ? await found : found;
      if (principal.kind === 'service' && principal.responseHeaders) {
        for (const [name, value] of Object.entries(principal.responseHeaders))
          response.setHeader(name, value);
      }
      assertAccess(route.endpoint.access, principal);
      const input =
        asked.input ??
        (route.raw || route.body ? await inputWithBody(asked, request) : inputOf(asked, request.url ?? '/'));
      // Of many that came together, those after the last wrong one that is suffered are not looked at either.
      if (signed) guard.signer(ip);
      const context = new HostRequestContext(id, principal, ip, request, response, log);
      const result = route.handler(input as never, context);
      writeResult(route, response, result instanceof Promise ? await result : result, log);
    } catch (error) {
      if (signed && isPortalError(error) && error.status < 500) guard.wronglySigned(ip);
      writeError(response, error, id, log);
    }
  }

  function read(url: string, method: string): Asked | null {
    const mark = url.indexOf('?');
    const match = table.find(mark < 0 ? url : url.slice(0, mark));
    const route = match?.routes.get(method as Method);
    if (!match || !route) return null;
    return { route, params: match.params, search: mark < 0 ? '' : url.slice(mark + 1), input: null };
  }

  function preflight(url: string, response: ServerResponse): boolean {
    const [path = '/'] = url.split('?', 1);
    const routes = [...(table.find(path)?.routes.values() ?? [])];
    const open = routes.flatMap(({ endpoint }) => (endpoint.cors ? [endpoint.method] : []));
    if (open.length > 0) answerPreflight(response, open, methods.at(path));
    return open.length > 0;
  }

  return {
    add: route => table.add(route),
    handle(request, response) {
      const { url = '/', method = 'GET' } = request;
      try {
        if (method === 'OPTIONS') return preflight(url, response);
        const reads = method === 'GET' || method === 'HEAD';
        const asked = (reads ? remembered.get(url) : undefined) ?? read(url, reads ? 'GET' : method);
        // Another method of the same path may live on the portal plane, and sessions are known only there.
        if (!asked || (asked.route.bySession && request.headers.authorization === undefined)) return false;
        void answer(asked, request, response);
      } catch (error) {
        writeError(response, error, requestId(request), log);
      }
      return true;
    },
  };
}

/** Deeply: what several requests share, none may change. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
