import { type World } from '../world';
import { Html, html } from './html';
import { style } from './style';

export interface SiteRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
}

export interface SiteAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly content?: Buffer | string;
}

/** A page of the sandbox: what it shows, and what its buttons do. */
export interface SitePage {
  /** Its groups are handed on as the page's ids. */
  readonly path: RegExp;
  show(world: World, ids: string[], query: URLSearchParams): SiteAnswer;
  act?(world: World, ids: string[], form: URLSearchParams): SiteAnswer;
}

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};

/** A whole page. */
export function document(title: string, body: Html, status = 200): SiteAnswer {
  const { text } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <header class="note">
          <strong>Sandbox.</strong> This is a stand-in for Stripe: no money moves and no card is asked for.
          <a href="/sandbox">Controls</a>
        </header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`;
  return { status, headers, content: text };
}

export const redirect = (location: string): SiteAnswer => ({
  status: 303,
  headers: { Location: location, 'Cache-Control': 'no-store' },
});

/** A page that says why there is nothing to do. */
export function notice(
  title: string,
  text: string,
  link?: { href: string; label: string } | null,
  status = 200,
) {
  return document(
    title,
    html`<section>
      <p>${text}</p>
      ${link && html`<p><a href="${link.href}">${link.label}</a></p>`}
    </section>`,
    status,
  );
}

/** A form of one button. */
export const button = (action: string, label: string, fields: Record<string, string> = {}) =>
  html`<form class="inline" method="post">
    <input type="hidden" name="action" value="${action}" />${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}<button class="small">${label}</button>
  </form>`;

/** A day for people. */
export const dayText = (seconds: number) =>
  new Date(seconds * 1000).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
