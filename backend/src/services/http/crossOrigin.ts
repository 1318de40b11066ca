import { ForbiddenError } from '@netcrab/plugin-api/backend';
import type { IncomingMessage, ServerResponse } from 'node:http';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that another site made a browser send. Browsers state where a request comes from in
 * Sec-Fetch-Site, older ones in Origin; a client that sends neither is no browser and carries no cookie by itself.
 * Beside SameSite=Lax cookies this needs no token, so visitors who are not signed in need no session.
 * @throws ForbiddenError
 */
export function assertSameOrigin(request: IncomingMessage, baseUrl: string): void {
  if (safe.has(request.method ?? 'GET')) return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const { origin, host } = request.headers;
  if (site === undefined && origin === undefined) return;
  if (site === undefined && (origin === new URL(baseUrl).origin || hostOf(origin) === host)) return;
  throw new ForbiddenError('This request came from another site and was refused.');
}

function hostOf(origin: string | undefined): string | null {
  try {
    return new URL(origin ?? '').host;
  } catch {
    return null;
  }
}

/**
 * Lets the programs of any site read the answer and all its headers. Never with cookies: browsers withhold an answer
 * to `*` from a request that carries them.
 */
export function allowAnyOrigin(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', '*');
}

/** Answers OPTIONS of an address whose methods `open` any site may call. */
export function answerPreflight(
  response: ServerResponse,
  open: readonly string[],
  allowed: readonly string[],
): void {
  response.writeHead(204, {
    allow: allowed.join(', '),
    'access-control-allow-origin': '*',
    'access-control-allow-methods': open.join(', '),
    'access-control-allow-headers':
      'authorization, content-type, content-encoding, range, if-range, if-none-match, x-request-id',
    'access-control-max-age': '7200',
  });
  response.end();
}
