import {
  InvalidRequestError,
  UnavailableError,
  type Logger,
  type Principal,
} from '@netcrab/plugin-api/backend';
import compression from 'compression';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import session from 'express-session';
import helmet from 'helmet';
import { assertAccess } from '../auth/access';
import type { Authentication } from '../auth/service';
import { sessionIdleMs } from '../auth/sessionStore';
import { readBody } from './body';
import { HostRequestContext } from './context';
import { allowAnyOrigin, assertSameOrigin } from './crossOrigin';
import type { Guard } from './guard';
import { notServed, type MethodTable } from './methodTable';
import type { Route } from './route';
import { sessionControl, sessionCookie } from './sessionControl';
import { assertStorable, parseQuery, validate } from './validate';
import { writeError, writeResult } from './write';

export interface PortalPlaneOptions {
  readonly guard: Guard;
  readonly authentication: Authentication;
  readonly log: Logger;
  readonly baseUrl: () => string;
  readonly sessionSecret: string;
  readonly trustedProxies: readonly string[];
  readonly requestId: (request: Request) => string;
  readonly clientIp: (request: Request) => string;
  readonly methods: MethodTable;
  readonly accepting: () => boolean;
}

export interface PortalPlane {
  readonly app: Express;
  add(route: Route): void;
  /** A plugin that could not start: its endpoints say so at once, with the reason. */
  addUnavailable(method: string, path: string, reason: string): void;
  /** Who asks, by token or session. */
  principalOf(request: Request): Promise<Principal>;
  /** Ends the table of endpoints: what is served after this are pages. */
  close(pages: (app: Express) => void): void;
}

/** Endpoints for pages and for people's programs, on express: sessions, cross-origin checks, compression. */
export function createPortalPlane(options: PortalPlaneOptions): PortalPlane {
  const { guard, authentication, log, baseUrl, requestId, clientIp, methods, accepting } = options;
  const app = express();
  app.disable('x-powered-by');
  // ETags of whole answers cost a hash each; endpoints that are cacheable bring their own.
  app.set('etag', false);
  app.set('trust proxy', options.trustedProxies.length > 0 ? [...options.trustedProxies] : false);
  app.set('query parser', false);
  const https = baseUrl().startsWith('https:');
  app.use(
    helmet({
      contentSecurityPolicy: false,
      strictTransportSecurity: https,
      crossOriginEmbedderPolicy: false,
    }),
  );
  app.use((request, response, next) => {
    const allowed = request.method === 'OPTIONS' ? methods.at(request.path) : [];
    if (allowed.length === 0) return next();
    response.writeHead(204, { allow: allowed.join(', ') }).end();
  });
  app.use(compression({ threshold: 1024 }));
  app.use(
    session({
      name: sessionCookie,
      secret: options.sessionSecret,
      store: authentication.sessions,
      resave: false,
      saveUninitialized: false,
      rolling: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure: https, maxAge: sessionIdleMs, path: '/' },
    }),
  );
  const router = express.Router({ caseSensitive: true });
  app.use(router);

  async function principalOf(request: Request): Promise<Principal> {
    const ip = clientIp(request);
    const byToken = await guard.token(request.headers.authorization, ip, request.headers.origin);
    if (byToken) return byToken;
    const { userId, orgId } = request.session;
    const user = userId ? await authentication.user(userId as never, (orgId ?? null) as never) : null;
    return user ?? guard.anonymous(ip);
  }

  async function answer(route: Route, request: Request, response: Response) {
    const id = requestId(request);
    if (route.endpoint.cors) allowAnyOrigin(response);
    try {
      if (!accepting()) throw new UnavailableError('The portal is stopping. Try again in a moment.');
      assertSameOrigin(request, baseUrl());
      const principal = await principalOf(request);
      if (principal.kind === 'service' && principal.responseHeaders) response.set(principal.responseHeaders);
      assertAccess(route.endpoint.access, principal);
      const body = await readBody(route, request);
      const query = parseQuery(request.url.split('?', 2)[1] ?? '');
      const input = validate(route, { params: paramsOf(request), query, body });
      const ip = clientIp(request);
      const control = sessionControl(request, response, authentication.strategies, ip);
      const context = new HostRequestContext(id, principal, ip, request, response, log, control);
      const result = await route.handler(input as never, context);
      // Public, cacheable answers must not set cookies or vary by who asks.
      if (route.cache.startsWith('public')) response.setHeader('vary', 'accept-encoding');
      writeResult(route, response, result, log);
    } catch (error) {
      writeError(response, error, id, log);
    }
  }

  const verb = (method: string) => method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  return {
    app,
    principalOf,
    add(route) {
      router[verb(route.endpoint.method)](
        route.endpoint.path,
        (request, response) => void answer(route, request, response),
      );
    },
    addUnavailable(method, path, reason) {
      router[verb(method)](path, (request, response) => {
        writeError(response, new UnavailableError(reason), requestId(request), log);
      });
    },
    close(pages) {
      pages(app);
      app.use((request, response) => {
        writeError(response, notServed(methods, request.method, request.path), requestId(request), log);
      });
      app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
        void next;
        // Express decodes the parameters of a path itself.
        const known =
          error instanceof URIError
            ? new InvalidRequestError('The address holds a malformed percent sequence.')
            : error;
        writeError(response, known, requestId(request), log);
      });
    },
  };
}

/** Parameters of the path, which express has decoded. @throws InvalidRequestError for NUL, which nothing can store. */
function paramsOf(request: Request): Record<string, string> {
  const params = request.params as Record<string, string>;
  for (const [name, value] of Object.entries(params)) assertStorable(value, `params.${name}`);
  return params;
}
