import type { MetricsService, PluginStatus } from '@netcrab/plugin-api/backend';
import type { Express } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { Authentication } from '../services/auth/service';
import { openApiDocument } from '../services/http/openapi';
import type { HttpHost } from '../services/http/server';
import { createShellPage } from '../services/http/shellPage';
import { createStaticFiles } from '../services/http/staticFiles';

/** What every page is told of the portal. */
export interface Boot {
  readonly title: string;
  readonly version: string;
  readonly baseUrl: string;
  readonly demo: boolean;
  readonly plugins: ReadonlyArray<{
    readonly id: string;
    readonly status: Exclude<PluginStatus, 'disabled'>;
    readonly reason: string | null;
    readonly config: Readonly<Record<string, unknown>>;
  }>;
}

export interface PagesOptions {
  readonly http: HttpHost;
  readonly appDist: string;
  readonly boot: () => Boot;
  readonly authentication: Authentication;
}

/** The API document and, for every other address that a browser opens, the shell. */
export function servePages({ http, appDist, boot, authentication }: PagesOptions): void {
  http.first(createStaticFiles(appDist));
  http.close(app => {
    serveApiDocument(app, http, boot);
    serveShell(app, appDist, http, boot, authentication);
  });
}

function serveApiDocument(app: Express, http: HttpHost, boot: () => Boot): void {
  let document: string | undefined;
  app.get('/api/openapi.json', (_, response) => {
    document ??= JSON.stringify(openApiDocument(http.routes, boot()));
    response.setHeader('cache-control', 'public, max-age=60');
    response.type('json').send(document);
  });
}

function serveShell(
  app: Express,
  appDist: string,
  http: HttpHost,
  boot: () => Boot,
  authentication: Authentication,
): void {
  const page = createShellPage(appDist);
  if (!page) return;
  app.use((request, response, next) => {
    const html = String(request.headers.accept ?? '').includes('text/html');
    if ((request.method !== 'GET' && request.method !== 'HEAD') || !html) return next();
    const show = async () => {
      const principal = await http.principalOf(request as never);
      const known = boot();
      const session = await authentication.sessionView(principal);
      const ready = known.plugins.filter(plugin => plugin.status === 'ready').map(plugin => plugin.id);
      const { html: text, csp } = page({ ...known, session }, ready);
      response.setHeader('content-security-policy', csp);
      response.setHeader('cache-control', 'private, no-cache');
      response.type('html').send(text);
    };
    show().catch(next);
  });
}

/** Liveness, readiness and metrics, answered before anything that could be slow. */
export function serveProbes(
  http: HttpHost,
  state: () => {
    readonly phase: 'starting' | 'ready' | 'stopping';
    readonly plugins: Readonly<Record<string, PluginStatus>>;
  },
  metrics: MetricsService & { readonly contentType: string; render(): Promise<string> },
  mayReadMetrics: (request: IncomingMessage) => boolean,
): void {
  const json = (response: ServerResponse, status: number, body: object) => {
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(JSON.stringify(body));
  };
  http.first((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    switch (request.url?.split('?', 1)[0]) {
      case '/healthz':
        json(response, 200, { status: 'alive' });
        return true;
      case '/readyz': {
        const { phase, plugins } = state();
        const degraded = Object.values(plugins).some(status => status === 'failed' || status === 'blocked');
        json(response, phase === 'ready' ? 200 : 503, {
          status: phase === 'ready' && degraded ? 'degraded' : phase,
          plugins,
        });
        return true;
      }
      case '/metrics':
        if (!mayReadMetrics(request)) return false;
        void metrics.render().then(text => {
          response.writeHead(200, { 'content-type': metrics.contentType });
          response.end(text);
        });
        return true;
      default:
        return false;
    }
  });
}

export const appFolder = (root: string): string => path.join(root, 'app', 'dist');
