import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
};

interface Asset {
  readonly file: string;
  readonly type: string;
  readonly immutable: boolean;
  /** Encodings that the build left beside the file, best first. */
  readonly encodings: ReadonlyArray<{ readonly name: string; readonly suffix: string }>;
}

/**
 * Serves the built shell. The folder is listed once at start, so a request costs no look at the disk before it is
 * known to exist, and a path can name nothing outside it. Files with a hash in their name are cached for good.
 */
export function createStaticFiles(
  folder: string,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const assets = new Map<string, Asset>();
  const walk = (at: string) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const file = path.join(at, entry.name);
      if (entry.isDirectory()) walk(file);
      else {
        const type = types[path.extname(file)];
        if (!type || entry.name === 'manifest.json') continue;
        const url = `/${path.relative(folder, file).split(path.sep).join('/')}`;
        const encodings = [
          { name: 'br', suffix: '.br' },
          { name: 'gzip', suffix: '.gz' },
        ].filter(({ suffix }) => existsSync(file + suffix));
        assets.set(url, {
          file,
          type,
          immutable: url.startsWith('/assets/'),
          encodings,
        });
      }
    }
  };
  if (existsSync(folder)) walk(folder);

  /** A build is some two megabytes, so what was asked for once stays in memory. */
  const contents = new Map<string, Promise<Buffer>>();
  const contentOf = (file: string): Promise<Buffer> => {
    let content = contents.get(file);
    if (!content) contents.set(file, (content = readFile(file)));
    return content;
  };

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const asset = assets.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (!asset) return false;
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = asset.encodings.find(({ name }) => accepted.includes(name));
    void contentOf(asset.file + (encoding?.suffix ?? '')).then(
      content => {
        response.writeHead(200, {
          'content-type': asset.type,
          'content-length': content.length,
          'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
          'x-content-type-options': 'nosniff',
          vary: 'accept-encoding',
          ...(encoding && { 'content-encoding': encoding.name }),
        });
        response.end(request.method === 'HEAD' ? undefined : content);
      },
      // The app was built anew under the running portal: the page in the browser is of the old build.
      () => {
        contents.delete(asset.file + (encoding?.suffix ?? ''));
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
        response.end('This file belongs to an older build. Load the page again.');
      },
    );
    return true;
  };
}
