import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ShellPage {
  readonly html: string;
  readonly csp: string;
}

/**
 * The page every address of the portal is served with: the built `index.html` with what the browser must know inlined
 * as data. Scripts come from files only; styles need the nonce.
 * @param preload ids of plugins whose declarations the browser should fetch at once.
 */
export function createShellPage(
  dist: string,
): ((boot: object, preload: readonly string[]) => ShellPage) | null {
  const index = path.join(dist, 'index.html');
  if (!existsSync(index)) return null;
  const template = readFileSync(index, 'utf8');
  const chunks = pluginChunks(dist);
  return (boot, preload) => {
    const nonce = randomBytes(16).toString('base64');
    const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
    const links = preload
      .flatMap(id => chunks.get(id) ?? [])
      .map(file => `<link rel="modulepreload" href="/${file}">`);
    const head = [
      `<meta property="csp-nonce" content="${nonce}">`,
      ...links,
      `<script type="application/json" id="netcrab-boot">${json}</script>`,
    ].join('');
    return { html: template.replace('</head>', () => `${head}</head>`), csp: policy(nonce) };
  };
}

const policy = (nonce: string) =>
  [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');

/** The chunk of each plugin's declaration, from the build's manifest. */
function pluginChunks(dist: string): Map<string, string[]> {
  const chunks = new Map<string, string[]>();
  const manifest = path.join(dist, '.vite', 'manifest.json');
  if (!existsSync(manifest)) return chunks;
  const entries = JSON.parse(readFileSync(manifest, 'utf8')) as Record<
    string,
    { file: string; src?: string; imports?: string[] }
  >;
  for (const [source, { file }] of Object.entries(entries)) {
    const id = /plugins\/([^/]+)\/frontend\/plugin\.tsx?$/.exec(source)?.[1];
    if (id) chunks.set(id, [file]);
  }
  return chunks;
}
