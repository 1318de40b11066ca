import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const sdk = path.resolve(__dirname, '../../../packages/web-sdk/dist/netcrab.js');

/** What people type or read on the page, and what must never leave it. */
export const secrets = {
  typedText: 'Zanzibar-typed',
  typedPassword: 'Quetzal-password',
  typedArea: 'Xylophone-area',
  typedEditor: 'Wombat-editor',
  typedQuery: 'Narwhal-query',
  presetValue: 'Okapi-preset',
  chosenOption: 'Ibis-option',
  buttonLabel: 'Jackal label',
  linkLabel: 'Lemur link',
  fieldLabel: 'Heron field',
  cellText: 'Gerbil cell',
  ignoredLabel: 'Ferret ignored',
  maskedLabel: 'Egret masked',
  title: 'Dingo title',
  errorMessage: 'Cobra message',
  user: 'beaver@example.com',
  extraValue: 'Badger@mail.example',
  storedValue: 'Albatross-stored',
} as const;

const page = (head: string) => `<!doctype html>
<title>${secrets.title}</title>
${head}
<script src="/app.js" defer></script>
<style>.tall{height:4000px} .hand{cursor:pointer}</style>
<nav><a id="list" href="/orders/4711" data-go>${secrets.linkLabel}</a>
<a id="hash" href="#/settings/profile">Settings</a>
<a id="out" href="https://elsewhere.example/" target="_blank">Out</a></nav>
<p id="plain">${secrets.cellText}</p>
<button id="fast">${secrets.buttonLabel}</button>
<button id="slow">Slow</button>
<button id="dead">Dead</button>
<button id="raging">Raging</button>
<button id="breaks">Breaks</button>
<button id="rejects">Rejects</button>
<div id="card" class="hand">Card</div>
<section data-netcrab-ignore><button id="ignored">${secrets.ignoredLabel}</button><input id="ignoredField"></section>
<section class="private"><button id="masked">${secrets.maskedLabel}</button></section>
<form id="form" action="/sent" name="invoice">
<label>${secrets.fieldLabel} <input id="text" name="customer"></label>
<input id="preset" name="preset" value="${secrets.presetValue}">
<input id="password" type="password">
<textarea id="area"></textarea>
<div id="editor" contenteditable>…</div>
<select id="select" name="kind"><option>a</option><option value="${secrets.chosenOption}">${secrets.chosenOption}</option></select>
<label id="agreeLabel">Agree <input id="agree" type="checkbox"></label>
<button id="submit">Send</button></form>
<output id="out-put"></output><div class="tall"></div>`;

const app = `
const say = text => { document.getElementById('out-put').textContent = text; };
const on = (id, work) => document.getElementById(id).addEventListener('click', work);
on('list', event => { event.preventDefault(); history.pushState(null, '', '/orders/4711?q=${secrets.typedQuery}'); say('order'); });
on('fast', () => say('fast ' + Math.random()));
on('slow', () => setTimeout(() => say('slow ' + Math.random()), 900));
on('card', () => say('card'));
on('breaks', () => { throw new RangeError('${secrets.errorMessage}'); });
on('rejects', () => { Promise.reject(new TypeError('${secrets.errorMessage}')); });
document.getElementById('form').addEventListener('submit', event => { event.preventDefault(); say('sent'); });
`;

/** What stands in the page's head, and the headers it comes with. */
export interface Visit {
  readonly head: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Site {
  readonly origin: string;
  /** The page from now on, whatever its path. */
  show(visit: Visit): void;
  close(): Promise<void>;
}

/** A small product with one page of several screens, at an origin of its own. */
export async function startSite(port = 0): Promise<Site> {
  let shown: Visit = { head: '' };
  const server = createServer(({ url }, response) => {
    if (url === '/app.js' || url === '/netcrab.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(url === '/app.js' ? app : readFileSync(sdk));
    } else if (url === '/favicon.ico') response.writeHead(204).end();
    else
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...shown.headers })
        .end(page(shown.head));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: visit => void (shown = visit),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
